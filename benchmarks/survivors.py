"""Why some mutants do no harm, by module and reason; see ``benchmarks/mutations.py``."""

_LENGTHS = "Neither length is that of a key, a signature or a hash, so it is refused as well."
_AGAIN = "The bytes are written again and compared, which finds it too."

REASONS: dict[str, dict[str, set[str]]] = {
    "tracker/domain/notes.py": {
        "What stands in for a part that is missing is refused as well.": {
            "Checkpoint.parse: '' → 'XX'",
            "Proof.parse: '' → 'XX'",
            "Proof.parse: 1 → 2",
            "_signature: '' → 'XX'",
        },
        _AGAIN: {"_from_base64: True → False"},
        _LENGTHS: {"_from_base64: b'' → b'XX'"},
    },
    "tracker/verifier.py": {
        _AGAIN: {"from_base64: True → False"},
        _LENGTHS: {"from_base64: b'' → b'XX'", "read_key: 0 → 1"},
        "What is parsed holds no such number; it was refused before.": {"canonical: False → True"},
        "A number of 18 digits is too large for the bound behind it as well.": {"_whole: 17 → 18"},
        "The prime leaves 5 when divided by 8, so both quotients are one.": {"decoded_point: 3 → 4", ": P - 1 → P + 1"},
        "Whoever made such a signature would have to turn SHA-512 around.": {"signature_holds: s >= L → s > L"},
        "T is used squared, or times the T of the neutral point, which is 0.": {
            "signature_holds: P - key.T → P + key.T"
        },
        "The number told twice is the same: a packed entry was refused.": {"Bundle._read_entries: 2 → 3"},
        "A bundle of exactly 1 GiB is nobody's.": {
            "Bundle.__init__: self.END.size <= self.size <= LARGEST_BUNDLE → "
            "self.END.size <= self.size < LARGEST_BUNDLE"
        },
        "Equal sizes were told of before.": {"_compare: older.size > seal.size → older.size >= seal.size"},
        "It is how far JSON is indented.": {"answer: 1 → 2"},
        "Only 2 is told apart.": {"Part.seek: 0 → 1"},
        "The byte too many lies beyond the sign, which is then chosen as it was.": {": 31 → 32"},
        "These are the words of a refusal.": {
            "Bundle: 'The zip is not in the plain form that the desk writes ({}). "
            "Was it packed anew? Check the original.' → "
            "'XXThe zip is not in the plain form that the desk writes ({}). Was it packed anew? Check the original.'"
        },
    },
}
