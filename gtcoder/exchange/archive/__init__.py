"""A study as a package for an archive: data, what describes them, checksums, and a licence.

`about` says who made it and under which licence, `datacite` and `crate` write that down as archives
read it, `wordless` takes the words of interviews out, and `writing` puts the package together.
"""
