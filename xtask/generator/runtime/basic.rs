//! HTTP's Basic authentication (RFC 7617).

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// The value of `Authorization` for a user and a password, with a colon between them.
// An API need not use it.
#[allow(dead_code)]
pub(crate) fn authorization(user_and_password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(user_and_password))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_the_standard_shows() {
        assert_eq!(authorization("Aladdin:open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
}
