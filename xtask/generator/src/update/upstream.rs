//! The document as upstream publishes it, from a file or from an address, compressed with gzip or not.

use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use flate2::read::MultiGzDecoder;

use super::download;
use crate::diagnostic::{Diagnostic, Result, display};
use crate::document::{self, MAX_BYTES, Source};

/// A published document.
#[derive(Debug)]
pub(super) struct Upstream {
    /// The document, named as on the command line. The SHA-256 is that of the uncompressed bytes.
    pub(super) source: Source,
    /// What is recorded as its source: the address, or the name of the file. The file's folders are left out, since they
    /// mean nothing on another machine.
    pub(super) record: String,
}

/// Reads a document from a file, or from an address within the time `patience`.
pub(super) fn read(from: &str, patience: Duration) -> Result<Upstream> {
    let (file, record, bytes) = if from.contains("://") {
        let address = download::Address::parse(from)?;
        let bytes = download::load(&address, patience)?;
        (address.shown.clone(), address.shown, bytes)
    } else {
        let path = Path::new(from);
        let record = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (display(path), record, document::read(path)?)
    };
    let bytes = unpack(&file, bytes)?;
    let source = Source::of(file, &bytes)?;
    // What a file refers to in its folder belongs to it; what stands at an address has no folder.
    let source = if from.contains("://") { source } else { document::gather(Path::new(from), source)? };
    Ok(Upstream { source, record })
}

/// Decompresses the bytes if they are gzip; the bytes decide, not the file's name.
fn unpack(file: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    // One byte more than is allowed, so that parsing it finds that it is too large.
    let read = MultiGzDecoder::new(&bytes[..]).take(MAX_BYTES + 1).read_to_end(&mut unpacked);
    read.map(|_| unpacked).map_err(|error| broken(file, &error))
}

fn broken(file: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::file(
        file,
        format!("the file begins like a gzip file, but cannot be decompressed: {error}"),
        "get it again, or decompress it first",
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_packed_document_is_the_same_document() {
        let folder = tempfile::tempdir().unwrap();
        let [plain, gzip] = ["a.json", "a.json.gz"].map(|name| folder.path().join(name));
        std::fs::write(&plain, "{\"a\": 1}").unwrap();
        std::fs::write(&gzip, packed(b"{\"a\": 1}")).unwrap();
        let [plain, gzip] = [plain, gzip].map(|path| read(path.to_str().unwrap(), Duration::ZERO).unwrap());
        assert_eq!((&plain.source.json, &plain.source.sha256), (&gzip.source.json, &gzip.source.sha256));
        assert_eq!((plain.record.as_str(), gzip.record.as_str()), ("a.json", "a.json.gz"));
    }

    #[test]
    fn what_a_document_refers_to_in_its_folder_comes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json.gz");
        let document = br#"{"openapi": "3.0.3", "components": {"schemas": {"A": {"$ref": "b.yaml"}}}}"#;
        std::fs::write(&path, packed(document)).unwrap();
        std::fs::write(folder.path().join("b.yaml"), "type: string\n").unwrap();
        let upstream = read(path.to_str().unwrap(), Duration::ZERO).unwrap();
        let schema = upstream.source.json.pointer("/components/schemas/A/type").cloned();
        assert_eq!(schema, Some("string".into()));
    }

    #[test]
    fn what_is_cut_off_and_what_unpacks_to_too_much_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json.gz");
        let whole = packed(b"{\"a\": 1}");
        std::fs::write(&path, &whole[..whole.len() - 3]).unwrap();
        let error = read(path.to_str().unwrap(), Duration::ZERO).unwrap_err();
        assert!(error.problem.contains("cannot be decompressed"), "{error}");

        let limit = usize::try_from(MAX_BYTES).unwrap();
        std::fs::write(&path, packed(&vec![b' '; limit + 1])).unwrap();
        let error = read(path.to_str().unwrap(), Duration::ZERO).unwrap_err();
        assert!(error.problem.contains("larger than 64 MiB"), "{error}");
    }
}
