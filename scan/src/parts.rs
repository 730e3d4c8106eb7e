//! Connected parts of a mask.

use super::view::Plane;

/// The pixels of each connected part (eight neighbours) of what is not zero.
pub(super) fn parts(mask: &Plane) -> Vec<Vec<(usize, usize)>> {
    let mut left = mask.data.clone();
    let mut parts = Vec::new();
    for start in 0..left.len() {
        if left[start] == 0 {
            continue;
        }
        let mut part = Vec::new();
        let mut open = vec![start];
        left[start] = 0;
        while let Some(at) = open.pop() {
            let (x, y) = (at % mask.width, at / mask.width);
            part.push((x, y));
            for near_y in y.saturating_sub(1)..(y + 2).min(mask.height) {
                for near_x in x.saturating_sub(1)..(x + 2).min(mask.width) {
                    let near = near_y * mask.width + near_x;
                    if left[near] != 0 {
                        left[near] = 0;
                        open.push(near);
                    }
                }
            }
        }
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_connect_and_gaps_do_not() {
        let mask = Plane { width: 4, height: 3, data: vec![1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0] };
        let mut sizes: Vec<usize> = parts(&mask).iter().map(Vec::len).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [2, 2]);
    }
}
