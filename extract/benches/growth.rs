//! How the time of extraction grows with the text, for bodies that repeat what some rule has to look around for:
//! `cargo bench -p extract --bench growth`.
//!
//! A line a body: nanoseconds a byte at 10 kB, 100 kB and 1 MB, how much longer ten times the text takes (10 where the time
//! is linear, 100 where it is quadratic), and the time of 1 MB as a share of what 1 MB of ordinary sentences takes in the same run.

#[path = "../tests/repeated/mod.rs"]
mod repeated;

use repeated::REPEATED;
use std::time::Instant;

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];
/// The least of so many readings counts: the others waited for memory or for the processor.
const READINGS: usize = 3;
const ORDINARY: &str = "Mayor Ana Brandt opened the harbour on Monday. “The wall will hold,” she said. \
    The city council had agreed to build it in March, according to a spokesman for the ministry.\n\n";

fn main() {
    let ordinary = SIZES.map(|size| seconds(ORDINARY, size));
    println!(
        "{:>24}  {:>8} {:>8} {:>8} ns/B  {:>6}  {:>8}",
        "repeated", "10 kB", "100 kB", "1 MB", "growth", "ordinary"
    );
    print("(ordinary sentences)", ordinary, ordinary[2]);
    for unit in REPEATED {
        print(&format!("{unit:?}"), SIZES.map(|size| seconds(unit, size)), ordinary[2]);
    }
}

fn seconds(unit: &str, size: u32) -> f64 {
    let article = repeated::article(unit, size as usize);
    let reading = |_| {
        let started = Instant::now();
        std::hint::black_box(extract::extract(&article));
        started.elapsed().as_secs_f64()
    };
    (0..READINGS).map(reading).fold(f64::INFINITY, f64::min)
}

fn print(name: &str, seconds: [f64; 3], ordinary: f64) {
    let [small, middle, large] = std::array::from_fn(|at| seconds[at] / f64::from(SIZES[at]) * 1e9);
    let growth = seconds[2] / seconds[1];
    println!(
        "{name:>24}  {small:8.0} {middle:8.0} {large:8.0}       {growth:6.1}  {:7.2}x",
        seconds[2] / ordinary
    );
}
