//! The areas as a drawing of their own, and the shape of one for any drawing.

use web::drawing::{AreaShape, Frame, Outline};

use crate::store::areas::Drawable;

/// All areas, in units of the drawing, with the origin at the top left.
#[derive(Clone, Debug, Default)]
pub struct AreaDrawing {
    pub width: u32,
    pub height: u32,
    /// By code.
    pub shapes: Vec<(String, AreaShape)>,
}

impl AreaDrawing {
    /// What cannot be drawn is left out.
    pub(crate) fn of(areas: &[Drawable]) -> Self {
        let outlines = outlines(areas);
        let positions = outlines.iter().flat_map(|(_, outline)| outline.positions());
        let Some(frame) = Frame::around(positions) else { return Self::default() };
        let (width, height) = frame.size();
        let shapes = outlines
            .iter()
            .map(|(area, outline)| (area.area_code.clone(), shape(&frame, area, outline)));
        Self { width, height, shapes: shapes.collect() }
    }
}

pub(crate) fn outlines(areas: &[Drawable]) -> Vec<(&Drawable, Outline)> {
    areas.iter().filter_map(|area| Some((area, Outline::parse(&area.outline).ok()?))).collect()
}

pub(crate) fn shape(frame: &Frame, area: &Drawable, outline: &Outline) -> AreaShape {
    frame.shape(&area.name, outline, [area.label_longitude, area.label_latitude])
}
