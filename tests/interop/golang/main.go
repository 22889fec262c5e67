// Judges seals and proofs by golang.org/x/mod, the code behind Go's own transparency log: it reads cases as JSON from
// the standard input and answers, for each kind of case, which of them hold.
package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Proof is an inclusion case: a .tlog-proof as the desk writes it, the leaf it is for, and the desk's key.
type Proof struct {
	Key, Proof, Leaf string
}

// Growth is a consistency case: two seals and the path between them.
type Growth struct {
	Key, Older, Newer string
	Path              []string
}

// Cases is all that is to be judged. Notes are seals alone.
type Cases struct {
	Notes   []struct{ Key, Note string }
	Proofs  []Proof
	Growths []Growth
}

// Verdicts says which cases hold, in their order, and how many signatures of unknown keys were passed over.
type Verdicts struct {
	Go                     string
	Notes, Proofs, Growths []bool
	PassedOver             int
}

type seal struct {
	size       int64
	root       tlog.Hash
	passedOver int
}

func opened(key, written string) (seal, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return seal{}, err
	}
	read, err := note.Open([]byte(written), note.VerifierList(verifier))
	if err != nil {
		return seal{}, err
	}
	lines := strings.Split(read.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return seal{}, errors.New("not a seal of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return seal{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return seal{size, root, len(read.UnverifiedSigs)}, err
}

func hashes(lines []string) ([]tlog.Hash, error) {
	found := []tlog.Hash{}
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		found = append(found, hash)
	}
	return found, nil
}

func (proof Proof) check() error {
	head, written, _ := strings.Cut(proof.Proof, "\n\n")
	under, err := opened(proof.Key, written)
	if err != nil {
		return err
	}
	lines := strings.Split(head, "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return errors.New("not a proof")
	}
	index, err := strconv.ParseInt(lines[1][len("index "):], 10, 64)
	if err != nil {
		return err
	}
	path, err := hashes(lines[2:])
	if err != nil {
		return err
	}
	leaf, err := base64.StdEncoding.DecodeString(proof.Leaf)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, under.size, under.root, index, tlog.RecordHash(leaf))
}

func (growth Growth) check() error {
	older, err := opened(growth.Key, growth.Older)
	if err != nil {
		return err
	}
	newer, err := opened(growth.Key, growth.Newer)
	if err != nil {
		return err
	}
	path, err := hashes(growth.Path)
	if err != nil {
		return err
	}
	return tlog.CheckTree(path, newer.size, newer.root, older.size, older.root)
}

func main() {
	var cases Cases
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	verdicts := Verdicts{Go: runtime.Version()}
	for _, one := range cases.Notes {
		read, err := opened(one.Key, one.Note)
		verdicts.Notes = append(verdicts.Notes, err == nil)
		verdicts.PassedOver += read.passedOver
	}
	for _, one := range cases.Proofs {
		verdicts.Proofs = append(verdicts.Proofs, one.check() == nil)
	}
	for _, one := range cases.Growths {
		verdicts.Growths = append(verdicts.Growths, one.check() == nil)
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		os.Exit(1)
	}
}
