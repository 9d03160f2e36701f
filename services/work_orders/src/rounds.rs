//! Bulky-waste rounds: what one vehicle fetches on one day.
pub mod plan;
pub mod timetable;
pub mod volume;
