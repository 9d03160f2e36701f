//! `/beheer/inrichting`: the areas and the teams, on pages of their own. A file is looked at first;
//! what it would change is told before it counts.

pub(crate) mod areas;
mod team_file;
pub(crate) mod teams;
