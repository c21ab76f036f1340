"""Sources and the hashes of inputs."""

from holdfast.kernel.provenance import InputFile, Source, input_file, sha256_of

# FIPS 180-2, appendix B.1: the digest of "abc"
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_is_known_by_its_published_hash(tmp_path):
    path = tmp_path / "abc.csv"
    path.write_bytes(b"abc")

    assert sha256_of(path) == ABC
    assert input_file(path) == InputFile(name="abc.csv", sha256=ABC, bytes=3)
    assert input_file(path, name="2024/abc.csv").name == "2024/abc.csv"


def test_a_source_needs_only_its_title():
    assert Source(title="A report").confidence == ""
