//! The map of the inbox: outlines and marks, projected by the caller, drawn as SVG by the server.

use std::sync::Arc;

use web::drawing::AreaShape;

use crate::term::Term;

/// Everything is in units of the drawing, with the origin at the top left.
#[derive(Debug, Clone)]
pub struct Map {
    pub width: u32,
    pub height: u32,
    pub areas: Arc<Vec<AreaShape>>,
    /// Drawn in this order: the chosen issue last.
    pub marks: Vec<Mark>,
    /// Issues of the list that lie outside the drawing.
    pub outside: usize,
    /// Longitude and latitude of the chosen issue.
    pub selected: Option<[f64; 2]>,
}

/// One issue.
#[derive(Debug, Clone)]
pub struct Mark {
    pub issue_id: String,
    pub x: f64,
    pub y: f64,
    /// Number, kind and place, for who cannot see the drawing.
    pub label: String,
    /// Decides the shape, so that colour never speaks alone.
    pub term: Term,
    pub selected: bool,
}
