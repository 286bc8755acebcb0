//! How items stand in the body of a request.

// An API need not use all of it.
#![allow(dead_code)]

/// What stands before and after each item.
#[derive(Clone, Copy)]
pub(crate) enum ItemFraming {
    /// JSON lines.
    Lines,
    /// JSON text sequences (RFC 7464).
    Sequence,
}

impl ItemFraming {
    pub(crate) fn write(self, into: &mut Vec<u8>, text: &[u8]) {
        match self {
            Self::Lines => {}
            Self::Sequence => into.push(0x1E),
        }
        into.extend_from_slice(text);
        into.push(b'\n');
    }
}
