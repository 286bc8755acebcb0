//! The effects of a change: on programs that are already built, on callers that are compiled again, and on the crate's
//! version.

use serde::Serialize;

/// The effect on a program that was built with the old crate and runs against the new service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wire {
    /// It works as before.
    #[default]
    Compatible,
    /// It works, but something that it relies on may mean something else: a person should look.
    Flagged,
    /// It breaks.
    Breaking,
}

/// The version step that a change requires.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// None: nothing changed.
    #[default]
    None,
    /// Callers notice nothing.
    Patch,
    /// Callers can do more than before.
    Minor,
    /// Callers have to change something.
    Major,
}

/// How much users notice of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Users notice nothing.
    Silent,
    /// There is more than before.
    Additive,
    /// Something that worked does not work any more: on the wire, in the source, or both.
    Breaking,
}

impl Step {
    /// The step for what happens on the wire and in the source: the larger of the two.
    #[must_use]
    pub fn of(wire: Wire, source: Self) -> Self {
        if wire == Wire::Breaking { Self::Major } else { source }
    }

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Wire {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Flagged => "flagged",
            Self::Breaking => "breaking",
        }
    }
}

impl Level {
    /// The level of a change with this effect.
    #[must_use]
    pub fn of(wire: Wire, source: Step) -> Self {
        match Step::of(wire, source) {
            Step::Major => Self::Breaking,
            Step::Minor => Self::Additive,
            Step::Patch | Step::None => Self::Silent,
        }
    }

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// The verdict on all changes together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The worst effect on the wire.
    pub wire: Wire,
    /// The step that the public API of the crate alone would require.
    pub source: Step,
    /// The step that the crate's version takes: the larger of both.
    pub step: Step,
}

impl Verdict {
    /// Whether anything breaks, on the wire or in the source.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.step == Step::Major
    }
}
