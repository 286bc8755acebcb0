//! The list of elements that is decoded and encoded.

/// How many elements the list has.
pub const COUNT: usize = 30_000;

/// One element of each kind, as compact as the service writes them.
const KINDS: [&str; 6] = [
    r#"{"id":"s","type":"start","outputs":{"next":{"elementId":"c"}}}"#,
    r#"{"id":"c","type":"conditional","properties":{"conditions":{"metadata.plan":{"$eq":"free"}}},"outputs":{"true":{"elementId":"p"},"false":{"elementId":"m"}}}"#,
    r#"{"id":"p","type":"percentage","outputs":{"10%":{"elementId":"m"},"else":{"elementId":"r"}}}"#,
    r#"{"id":"r","type":"rate","properties":{"limitType":"count","key":"metadata.user_id","limit":100,"window":3600},"outputs":{"success":{"elementId":"m"},"fallback":{"elementId":"e"}}}"#,
    r#"{"id":"m","type":"model","properties":{"provider":"openai","model":"gpt-4o-mini","timeout":60000,"retries":4},"outputs":{"success":{"elementId":"e"},"fallback":{"elementId":"e"}}}"#,
    r#"{"id":"e","type":"end","outputs":{}}"#,
];

/// The list as JSON: the six kinds of elements in turn, 3.5 MB.
#[must_use]
pub fn json() -> String {
    let list: Vec<&str> = KINDS.into_iter().cycle().take(COUNT).collect();
    format!("[{}]", list.join(","))
}
