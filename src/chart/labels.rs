//! Places labels in a column: as near as possible to what they name, without overlapping.

/// Middles of labels of `height` that would like to stand at `wanted`, between `top` and `bottom`; same order as
/// `wanted`.
///
/// Labels that would overlap form a block around the mean of their wishes; blocks that touch merge. If there are more
/// than the column can hold, they are squeezed together.
pub fn spread(wanted: &[f64], height: f64, (top, bottom): (f64, f64)) -> Vec<f64> {
    let height = height.min((bottom - top) / wanted.len().max(1) as f64);
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    // (labels in the block, sum of their wishes, each shifted to where the block's first label would stand)
    let mut blocks: Vec<(usize, f64)> = Vec::new();
    let first = |&(n, sum): &(usize, f64)| {
        let most = bottom - (n as f64 - 0.5) * height;
        (sum / n as f64).min(most).max(top + 0.5 * height)
    };
    for &i in &order {
        blocks.push((1, wanted[i]));
        while let [.., above, below] = &blocks[..]
            && first(below) < first(above) + above.0 as f64 * height - 1e-9
        {
            let (n, m) = (above.0, below.0);
            let joined = (n + m, above.1 + below.1 - m as f64 * n as f64 * height);
            blocks.truncate(blocks.len() - 2);
            blocks.push(joined);
        }
    }
    let places = blocks.iter().flat_map(|block| (0..block.0).map(move |k| first(block) + k as f64 * height));
    let mut out = vec![0.0; wanted.len()];
    for (&i, place) in order.iter().zip(places) {
        out[i] = place;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_apart_stay_and_labels_that_overlap_move_apart_equally() {
        assert_eq!(spread(&[10.0, 50.0], 10.0, (0.0, 100.0)), [10.0, 50.0]);
        assert_eq!(spread(&[50.0, 52.0], 10.0, (0.0, 100.0)), [46.0, 56.0]);
        assert_eq!(spread(&[52.0, 50.0], 10.0, (0.0, 100.0)), [56.0, 46.0]);
    }

    #[test]
    fn labels_stay_in_the_column_in_their_order_and_never_overlap() {
        for wanted in [vec![0.0; 6], vec![100.0; 6], vec![0.0, 1.0, 99.0, 100.0, 100.0], vec![3.0; 25]] {
            let places = spread(&wanted, 15.0, (0.0, 100.0));
            let room = 15.0_f64.min(100.0 / wanted.len() as f64);
            assert!(places.windows(2).all(|w| w[1] - w[0] > room - 1e-6), "{places:?}");
            assert!(
                places[0] >= room / 2.0 - 1e-6 && places[places.len() - 1] <= 100.0 - room / 2.0 + 1e-6,
                "{places:?}"
            );
        }
    }
}
