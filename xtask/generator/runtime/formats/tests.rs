//! Each format keeps its text, and converts to what it stands for.

#![allow(clippy::unwrap_used)]

use super::*;
use serde_json::json;
use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};

#[test]
fn any_text_is_read_and_written_back_as_it_came() {
    for text in ["2026-01-31T12:00:00.000Z", "2026-01-31 12:00", "", "last Tuesday", "ü\u{0}"] {
        let read: DateTime = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), json!(text));
        assert_eq!((read.as_str(), read.to_string()), (text, text.to_owned()));
    }
    assert!(serde_json::from_value::<DateTime>(json!(1)).is_err());
    assert!(serde_json::from_value::<Uuid>(json!(null)).is_err());
}

#[test]
fn it_is_used_like_the_text_that_it_holds() {
    let email = Email::from("a@example.com");
    let text = "a@example.com".to_owned();
    assert_eq!(email, text);
    assert_eq!(text, email);
    assert_eq!(*"a@example.com", email);
    assert_eq!(email, "a@example.com");
    assert_eq!((email.split('@').next(), email.len()), (Some("a"), 13));
    assert_eq!(format!("{email:?} {email:>15}"), "\"a@example.com\"   a@example.com");
    let (earlier, later) = (Date::from("2026-01-31"), "2026-02-01".parse().unwrap());
    assert!(earlier < later);
    let by_id: HashMap<Uuid, u8> = [("u".into(), 1)].into();
    assert_eq!(by_id.get("u"), Some(&1));
    let texts: [String; 2] = [(&email).into(), email.into_string()];
    assert_eq!(texts[0], texts[1]);
}

#[test]
fn addresses_of_the_internet_protocol_are_those_of_the_standard_library() {
    assert_eq!(Ipv4::from("192.0.2.1").to_addr().unwrap(), Ipv4Addr::new(192, 0, 2, 1));
    assert!(Ipv4::from("2001:db8::1").to_addr().is_err());
    assert_eq!(Ipv6::from("2001:DB8:0::1").to_addr().unwrap(), "2001:db8::1".parse::<Ipv6Addr>().unwrap());
    assert_eq!(Ipv6::from(Ipv6Addr::LOCALHOST), "::1");
}

#[test]
fn base64_is_read_in_both_alphabets_with_and_without_padding() {
    for text in ["+/8=", "+/8", "-_8", "-_8=", "+/\r\n8="] {
        assert_eq!(Base64::from(text).decode().unwrap(), [0xfb, 0xff], "{text:?}");
    }
    assert_eq!(Base64::from(vec![0xfb, 0xff]), "+/8=");
    assert_eq!(Base64::encode("text").decode().unwrap(), b"text");
    let refused = Base64::from("n*").decode().unwrap_err().to_string();
    assert!(refused.starts_with("the text is no base64: "), "{refused}");
}

#[test]
fn a_length_of_time_is_written_in_seconds() {
    for (millis, text) in [(0, "PT0S"), (90_500, "PT90.5S"), (1, "PT0.001S")] {
        assert_eq!(Duration::from(std::time::Duration::from_millis(millis)), text);
    }
}

#[test]
fn a_time_of_day_may_have_an_offset() {
    for (text, offset) in [
        ("12:30:00Z", Some("Z")),
        ("12:30:00.5+02:00", Some("+02:00")),
        ("12:30:00-05:30", Some("-05:30")),
        ("12:30:00", None),
    ] {
        assert_eq!(Time::from(text).offset(), offset);
    }
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_reads_and_writes_times() {
    let time: jiff::Timestamp = "2026-01-31T10:00:00Z".parse().unwrap();
    assert_eq!(DateTime::from("2026-01-31T12:00:00+02:00").to_jiff().unwrap(), time);
    assert_eq!(DateTime::from(time), "2026-01-31T10:00:00Z");
    assert!(DateTime::from("yesterday").to_jiff().is_err());
    assert_eq!(Date::from("2026-01-31").to_jiff().unwrap(), jiff::civil::date(2026, 1, 31));
    assert_eq!(Date::from(jiff::civil::date(2026, 1, 31)), "2026-01-31");
    let noon = jiff::civil::time(12, 0, 0, 0);
    assert_eq!(
        ["12:00:00Z", "12:00:00+01:00", "12:00:00"].map(|text| Time::from(text).to_jiff().unwrap()),
        [noon; 3]
    );
    assert_eq!(Time::from(noon), "12:00:00");
    let span = Duration::from("P3DT12H").to_jiff().unwrap();
    assert_eq!((span.get_days(), span.get_hours(), Duration::from(span)), (3, 12, "P3DT12H".into()));
    assert_eq!(Duration::from(jiff::SignedDuration::from_secs(90)), "PT1M30S");
}

#[cfg(feature = "time")]
#[test]
fn time_reads_and_writes_times() {
    let read = DateTime::from("2026-01-31T12:00:00.25+02:00").to_time().unwrap();
    assert_eq!((read.hour(), read.offset().whole_hours()), (12, 2));
    assert_eq!(DateTime::from(read), "2026-01-31T12:00:00.25+02:00");
    assert!(DateTime::from("2026-01-31").to_time().is_err());
    let date = Date::from("2026-01-31").to_time().unwrap();
    assert_eq!(Date::from(date), "2026-01-31");
    for text in ["12:30:00", "12:30:00.5"] {
        assert_eq!(Time::from(Time::from(format!("{text}Z")).to_time().unwrap()), text);
    }
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_reads_and_writes_times() {
    let read = DateTime::from("2026-01-31T12:00:00.25+02:00").to_chrono().unwrap();
    assert_eq!(DateTime::from(read), "2026-01-31T12:00:00.250+02:00");
    assert_eq!(DateTime::from(read.to_utc()), "2026-01-31T10:00:00.250Z");
    assert!(DateTime::from("2026-01-31").to_chrono().is_err());
    assert_eq!(Date::from(Date::from("2026-01-31").to_chrono().unwrap()), "2026-01-31");
    assert_eq!(Time::from(Time::from("12:30:00+01:00").to_chrono().unwrap()), "12:30:00");
}

#[cfg(feature = "uuid")]
#[test]
fn identifiers_convert_however_they_are_spelled() {
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let read = Uuid::from(text.replace('-', "").to_uppercase()).to_uuid().unwrap();
    assert_eq!(Uuid::from(read), text);
    assert!(Uuid::from("67e55044").to_uuid().is_err());
}

#[cfg(feature = "url")]
#[test]
fn addresses_convert() {
    let read = Uri::from("HTTPS://example.com/a b").to_url().unwrap();
    assert_eq!(Uri::from(read), "https://example.com/a%20b");
    assert!(Uri::from("/relative").to_url().is_err());
}
