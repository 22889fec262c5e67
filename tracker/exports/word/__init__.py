"""How the blocks of a report stand in a Word document (ECMA-376): paragraphs, tables, pictures and notes."""
