//! What lamp, lens and sensor do to the colours of a picture. Never moves a page.

use image::{RgbImage, imageops};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use std::f64::consts::TAU;

/// How many samples of noise are drawn before they are used again in another order.
const NOISE_SAMPLES: usize = 8_192;

/// Paper that is not pure white.
pub(super) fn tint(picture: &mut RgbImage, warmth: f64) {
    let share = [1.0 - 0.03 * warmth, 1.0 - 0.04 * warmth, 1.0 - 0.10 * warmth];
    each(picture, |_, _, channel, value| value * share[channel]);
}

/// The lamp is weaker at one end, and the lid lets no light in along two edges.
pub(super) fn scanner_glass(picture: &mut RgbImage) {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    each(picture, |x, y, _, value| {
        let lamp = 1.0 - 0.022 * (x / width) - 0.012 * (1.0 - y / height);
        let edge = (x.min(height - y) / (width * 0.006)).min(1.0);
        value * lamp * (0.86 + 0.14 * edge)
    });
}

/// Light from one corner, and the shadow of a hand or a telephone.
pub(super) fn uneven(picture: &mut RgbImage, strength: f64, random: &mut ChaCha8Rng) {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let angle: f64 = random.random_range(0.0..TAU);
    let (shade_x, shade_y) = (random.random_range(0.2..0.8), random.random_range(0.55..0.95));
    let warm = [1.0, 0.985, 0.94];
    each(picture, |x, y, channel, value| {
        let (u, v) = (x / width - 0.5, y / height - 0.5);
        let slope = 1.0 - strength * 0.45 * (0.5 + u * angle.cos() + v * angle.sin()).clamp(0.0, 1.0);
        let distance = ((u + 0.5 - shade_x) / 0.32).hypot((v + 0.5 - shade_y) / 0.26);
        let shadow = 1.0 - strength * 0.38 * (1.35 - distance).clamp(0.0, 1.0);
        value * slope * shadow * (1.0 - strength * (1.0 - warm[channel]))
    });
}

/// More light or less.
pub(super) fn expose(picture: &mut RgbImage, gain: f64) {
    each(picture, |_, _, _, value| value * gain);
}

/// Dots without colour come nearer to the paper's white.
pub(super) fn pale(picture: &mut RgbImage, left: f64) {
    const PAPER: f64 = 248.0;
    for dot in picture.pixels_mut() {
        let [red, green, blue] = dot.0;
        if red.max(green).max(blue) - red.min(green).min(blue) < 60 {
            dot.0 = dot.0.map(|value| to_u8(PAPER - (PAPER - f64::from(value)).max(0.0) * left));
        }
    }
}

/// Out of focus below a line, more and more over a twentieth of the page.
pub(super) fn blur_foot(picture: &mut RgbImage, sigma: f64, from: f64) {
    let soft = blur(picture, sigma);
    let height = f64::from(picture.height());
    for (x, y, dot) in picture.enumerate_pixels_mut() {
        let share = ((f64::from(y) / height - from) * 20.0).clamp(0.0, 1.0);
        for (value, soft) in dot.0.iter_mut().zip(soft.get_pixel(x, y).0) {
            *value = to_u8(f64::from(*value) * (1.0 - share) + f64::from(soft) * share);
        }
    }
}

/// No colour is left.
pub(super) fn grey(picture: &mut RgbImage) {
    for dot in picture.pixels_mut() {
        let light = luminance(dot.0);
        dot.0 = [to_u8(light); 3];
    }
}

/// Black and white with hard edges and specks of toner.
pub(super) fn photocopy(picture: &mut RgbImage, random: &mut ChaCha8Rng) {
    for dot in picture.pixels_mut() {
        let hard = 255.0 / (1.0 + (-(luminance(dot.0) - 150.0) / 16.0).exp());
        let roll: f64 = random.random();
        let speck = if roll < 0.000_25 { 150.0 } else { 0.0 };
        dot.0 = [to_u8((24.0 + hard * 0.9 - speck).max(0.0)); 3];
    }
}

/// Out of focus.
pub(super) fn blur(picture: &RgbImage, sigma: f64) -> RgbImage {
    if sigma < 0.05 {
        return picture.clone();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a few dots at most")]
    imageops::blur(picture, sigma as f32)
}

/// The mean of what lay along the movement.
#[expect(clippy::cast_possible_truncation, reason = "offsets of at most 80 dots")]
pub(super) fn motion(picture: &RgbImage, length: f64, degrees: f64) -> RgbImage {
    let steps = length.round().clamp(1.0, 200.0) as i32;
    let (sin, cos) = degrees.to_radians().sin_cos();
    let offsets: Vec<(i64, i64)> = (0..steps)
        .map(|step| f64::from(step) - (f64::from(steps) - 1.0) / 2.0)
        .map(|along| ((along * cos).round() as i64, (along * sin).round() as i64))
        .collect();
    let (right, bottom) = (i64::from(picture.width()) - 1, i64::from(picture.height()) - 1);
    let nearest = |value: i64, most: i64| u32::try_from(value.clamp(0, most)).unwrap_or(0);
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let mut sum = [0.0; 3];
        for (dx, dy) in &offsets {
            let dot = picture.get_pixel(nearest(i64::from(x) + dx, right), nearest(i64::from(y) + dy, bottom));
            sum.iter_mut().zip(dot.0).for_each(|(sum, value)| *sum += f64::from(value));
        }
        image::Rgb(sum.map(|sum| to_u8(sum / f64::from(steps))))
    })
}

/// Grain: mostly of brightness, a little of colour.
pub(super) fn noise(picture: &mut RgbImage, sigma: f64, random: &mut ChaCha8Rng) {
    let samples: Vec<f64> = (0..NOISE_SAMPLES).map(|_| gaussian(random) * sigma).collect();
    let mut next: usize = 0;
    for dot in picture.pixels_mut() {
        // A stride that chance changes now and then keeps the samples from showing as a pattern.
        next = (next + 1) % NOISE_SAMPLES;
        if next == 0 {
            next = random.random_range(1..NOISE_SAMPLES / 2);
        }
        let bright = samples[next];
        for (channel, value) in dot.0.iter_mut().enumerate() {
            let colour = samples[(next * 7 + channel * 2_731) % NOISE_SAMPLES];
            *value = to_u8(f64::from(*value) + bright * 0.85 + colour * 0.5);
        }
    }
}

/// Box and Muller's way from two even chances to one of a bell curve.
fn gaussian(random: &mut ChaCha8Rng) -> f64 {
    let (first, second): (f64, f64) = (random.random(), random.random());
    (-2.0 * (1.0 - first).ln()).sqrt() * (TAU * second).cos()
}

fn each(picture: &mut RgbImage, change: impl Fn(f64, f64, usize, f64) -> f64) {
    for (x, y, dot) in picture.enumerate_pixels_mut() {
        let (x, y) = (f64::from(x), f64::from(y));
        for (channel, value) in dot.0.iter_mut().enumerate() {
            *value = to_u8(change(x, y, channel, f64::from(*value)));
        }
    }
}

fn luminance([red, green, blue]: [u8; 3]) -> f64 {
    0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates at 0 and 255")]
fn to_u8(value: f64) -> u8 {
    value.round() as u8
}
