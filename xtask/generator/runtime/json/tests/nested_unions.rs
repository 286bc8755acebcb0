//! What a union makes of a value that a union among its variants does not know.

use super::super::typed::Json;
use super::super::union::UntaggedVariant;
use super::*;

const CIRCLE: Schema = Schema::With(&Schema::String, &[Keyword::Enum(&[Constant::String("circle")])]);
const ELLIPSE: Schema = Schema::With(&Schema::String, &[Keyword::Enum(&[Constant::String("ellipse")])]);
const SQUARE: Schema = Schema::With(&Schema::String, &[Keyword::Enum(&[Constant::String("square")])]);

/// A union whose variants are texts, which take any text as open enums do.
macro_rules! union {
    ($name:ident, $schema:expr, $($variant:ident $held:ty),*) => {
        #[derive(Debug, PartialEq)]
        enum $name { $($variant($held),)* Unknown(Value) }

        impl Described for $name {
            fn schema() -> &'static Schema {
                static SCHEMA: Schema = $schema;
                &SCHEMA
            }
        }

        impl Json for $name {
            fn placeholder() -> Self {
                Self::Unknown(Value::Null)
            }

            fn read<'de, D: Deserializer<'de>>(
                deserializer: D,
                place: &mut Self,
            ) -> Result<Reading, D::Error> {
                let variants: &[UntaggedVariant<Self>] = &[$(|value, slot| variant(value, slot, Self::$variant)),*];
                read_untagged(deserializer, place, variants, |value, _| Self::Unknown(value))
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => value.write(serializer),)*
                    Self::Unknown(value) => value.write(serializer),
                }
            }

            fn is_unknown(&self) -> bool {
                matches!(self, Self::Unknown(_))
            }
        }
    };
}

union!(Round, Schema::Union(&[CIRCLE, ELLIPSE]), Circle String, Ellipse String);
union!(RoundFirst, Schema::Union(&[Schema::Of(Round::schema), SQUARE]), Round Round, Square String);
union!(RoundLast, Schema::Union(&[SQUARE, Schema::Of(Round::schema)]), Square String, Round Round);
union!(OrNumber, Schema::Union(&[Schema::Of(RoundFirst::schema), Schema::Number]), Shape RoundFirst, Number f64);

#[test]
fn what_is_as_close_to_a_union_that_does_not_know_it_is_unknown() {
    let new = || json!("new");
    assert_eq!(fits::<Round>(new()), Round::Unknown(new()));
    assert_eq!(fits::<RoundFirst>(new()), RoundFirst::Unknown(new()));
    assert_eq!(fits::<RoundLast>(new()), RoundLast::Unknown(new()));
    assert_eq!(fits::<OrNumber>(new()), OrNumber::Unknown(new()));
}

#[test]
fn what_one_of_them_knows_is_that_one_wherever_it_stands() {
    let (square, circle) = (json!("square"), json!("circle"));
    assert_eq!(fits::<RoundFirst>(square.clone()), RoundFirst::Square("square".to_owned()));
    assert_eq!(fits::<RoundLast>(square), RoundLast::Square("square".to_owned()));
    assert_eq!(fits::<RoundFirst>(circle.clone()), RoundFirst::Round(Round::Circle("circle".to_owned())));
    assert_eq!(fits::<RoundLast>(circle), RoundLast::Round(Round::Circle("circle".to_owned())));
    assert_eq!(fits::<OrNumber>(json!(2)), OrNumber::Number(2.0));
}
