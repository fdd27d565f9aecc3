//! Simplifies lines of thousands of points to as few as the eye needs (Ramer–Douglas–Peucker). Knows nothing of charts.

/// Drops the points of `line` that lie within `slack` of the line through the points kept.
pub fn thinned(line: &[(f64, f64)], slack: f64) -> Vec<(f64, f64)> {
    let Some(last) = line.len().checked_sub(1).filter(|last| *last > 0) else { return line.to_vec() };
    let mut keep = vec![false; line.len()];
    (keep[0], keep[last]) = (true, true);
    let mut open = vec![(0, last)];
    while let Some((a, b)) = open.pop() {
        let farthest = (a + 1..b)
            .map(|i| (i, off(line[i], line[a], line[b])))
            .fold((0, 0.0), |best, here| if here.1 > best.1 { here } else { best });
        if farthest.1 > slack {
            keep[farthest.0] = true;
            open.extend([(a, farthest.0), (farthest.0, b)]);
        }
    }
    line.iter().zip(keep).filter(|(_, keep)| *keep).map(|(p, _)| *p).collect()
}

/// Distance of `p` from the segment between `a` and `b`.
fn off(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let long = dx * dx + dy * dy;
    let part = if long > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / long).clamp(0.0, 1.0) } else { 0.0 };
    let (ex, ey) = (a.0 + part * dx - p.0, a.1 + part * dy - p.1);
    (ex * ex + ey * ey).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_keeps_two_points_and_a_corner_stays() {
        let straight: Vec<(f64, f64)> = (0..100).map(|i| (f64::from(i), 2.0 * f64::from(i))).collect();
        assert_eq!(thinned(&straight, 0.1), [(0.0, 0.0), (99.0, 198.0)]);
        let corner: Vec<(f64, f64)> = (0..100).map(|i| (f64::from(i), f64::from(i.max(50)))).collect();
        assert_eq!(thinned(&corner, 0.1), [(0.0, 50.0), (50.0, 50.0), (99.0, 99.0)]);
    }

    #[test]
    fn no_point_left_out_is_farther_off_than_allowed() {
        let wild: Vec<(f64, f64)> = (0..500).map(|i| (f64::from(i), f64::from(i * i * 7 % 113))).collect();
        let thin = thinned(&wild, 3.0);
        let near = |p: &(f64, f64)| thin.windows(2).any(|w| off(*p, w[0], w[1]) <= 3.0 + 1e-9);
        assert!(thin.len() < wild.len() && wild.iter().all(near));
    }

    #[test]
    fn an_empty_line_and_a_single_point_stay_as_they_are() {
        assert!(thinned(&[], 1.0).is_empty());
        assert_eq!(thinned(&[(1.0, 2.0)], 1.0), [(1.0, 2.0)]);
    }
}
