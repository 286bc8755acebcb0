//! The client of a library of books.

include!(concat!(env!("OUT_DIR"), "/client/lib.rs"));

#[cfg(test)]
mod tests {
    use crate::Client;
    use crate::types::Book;

    #[test]
    fn the_client_is_this_crate() {
        let book: Book = serde_json::from_str(r#"{"title": "Emma", "pages": 474}"#).unwrap();
        assert_eq!((book.title.as_str(), book.pages), ("Emma", Some(474)));
        let client = Client::builder().build().unwrap();
        let _not_sent = client.books().list().shelf("novels");
    }
}
