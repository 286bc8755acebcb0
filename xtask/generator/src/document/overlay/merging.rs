//! How a value is merged into another one.

use serde_json::Value;

use crate::document::pointer::Pointer;
use crate::document::version::kind;

/// Two values that do not merge.
pub(super) struct Clash {
    pub(super) at: Pointer,
    pub(super) old: &'static str,
    pub(super) new: &'static str,
}

/// "The properties in the `update` object are recursively merged with the properties in the target object with the
/// same names; new properties are added to the target object" (1.0). "An array value […] is concatenated with an
/// array value of the target property" (1.1). What is added to an array is "an entry to append" (1.0), or an array
/// of them (1.1).
pub(super) fn merge(target: &mut Value, update: &Value, at: &mut Pointer) -> std::result::Result<(), Clash> {
    match (target, update) {
        (Value::Object(fields), Value::Object(updates)) => {
            for (key, update) in updates {
                match fields.get_mut(key) {
                    Some(old) => {
                        let mut inner = at.join(key);
                        merge_property(old, update, &mut inner)?;
                    }
                    None => {
                        fields.insert(key.clone(), update.clone());
                    }
                }
            }
            Ok(())
        }
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more.iter().cloned());
            Ok(())
        }
        (Value::Array(items), entry) => {
            items.push(entry.clone());
            Ok(())
        }
        (old, new) => Err(Clash { at: at.clone(), old: kind(old), new: kind(new) }),
    }
}

/// Below the target, an array is only concatenated with another array, and any other value is replaced only by one that
/// is neither an array nor an object.
fn merge_property(old: &mut Value, update: &Value, at: &mut Pointer) -> std::result::Result<(), Clash> {
    let is_scalar = |value: &Value| !value.is_object() && !value.is_array();
    match (&*old, update) {
        (Value::Object(_), Value::Object(_)) | (Value::Array(_), Value::Array(_)) => merge(old, update, at),
        (value, new) if is_scalar(value) && is_scalar(new) => {
            *old = new.clone();
            Ok(())
        }
        (old, new) => Err(Clash { at: at.clone(), old: kind(old), new: kind(new) }),
    }
}
