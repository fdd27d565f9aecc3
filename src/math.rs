//! Floating-point functions that give the same bits on every machine, since they use only `+ − × ÷ √` and `libm`.

/// e to the power `x`.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// `x` to the power `y`.
#[must_use]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The sine of `x` radians.
#[must_use]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The cosine of `x` radians.
#[must_use]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Remainder of `x / m` in `[0, m)`, for places on a closed course. Positive `m` only.
#[must_use]
pub fn wrap(x: f64, m: f64) -> f64 {
    let r = x - m * libm::floor(x / m);
    if r >= m { 0.0 } else { r }
}

/// 0 below `a`, 1 above `b`, and a smooth curve between, whose first and second derivatives vanish at both ends.
#[must_use]
pub fn smoothstep(a: f64, b: f64, x: f64) -> f64 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

/// 0 below `a`, 1 above `b`, and a smooth curve between, less steep in the middle than [`smoothstep`].
#[must_use]
pub fn ease(a: f64, b: f64, x: f64) -> f64 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
