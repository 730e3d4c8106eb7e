//! Working days on the Chinese calendar, and the desk's local time. Holidays are those of the State Council Office's notice for
//! the year; years without one are said to be unknown.

use chrono::{DateTime, Datelike, Days, Duration, FixedOffset, NaiveDate, Utc, Weekday};

/// China Standard Time.
const CHINA_SECONDS: i32 = 8 * 3600;

/// The desk's local time of an instant.
#[must_use]
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let offset =
        FixedOffset::east_opt(CHINA_SECONDS).unwrap_or_else(|| FixedOffset::east_opt(0).expect("zero is an offset"));
    at.with_timezone(&offset)
}

/// The instant that the desk's local clock showed; couriers and banks write it without a zone. None of a time at the very edge of what
/// can be counted: others write these times, and may write anything.
#[must_use]
pub fn from_local(shown: chrono::NaiveDateTime) -> Option<DateTime<Utc>> {
    let utc = shown.checked_sub_signed(chrono::TimeDelta::seconds(i64::from(CHINA_SECONDS)))?;
    Some(DateTime::from_naive_utc_and_offset(utc, Utc))
}

/// Days off and working weekends of 2026 (notice of 2025-11-04).
const OFF_2026: [((u32, u32), (u32, u32)); 7] = [
    ((1, 1), (1, 3)),
    ((2, 15), (2, 23)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((6, 19), (6, 21)),
    ((9, 25), (9, 27)),
    ((10, 1), (10, 7)),
];
const WORK_2026: [(u32, u32); 6] = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)];

/// Whether a day is worked; `None` where the year's calendar has not been published here.
#[must_use]
pub fn is_working(day: NaiveDate) -> Option<bool> {
    if day.year() != 2026 {
        return None;
    }
    let date = (day.month(), day.day());
    if WORK_2026.contains(&date) {
        return Some(true);
    }
    if OFF_2026.iter().any(|&(first, last)| (first..=last).contains(&date)) {
        return Some(false);
    }
    Some(!is_weekend(day))
}

/// `is_working`, with weekends alone counted as days off where the calendar has not been published.
#[must_use]
pub fn is_worked(day: NaiveDate) -> bool {
    is_working(day).unwrap_or(!is_weekend(day))
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// A day some working days ahead, and whether every day on the way was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub on: NaiveDate,
    /// False where a year without a published calendar was crossed: weekends alone were counted there.
    pub certain: bool,
}

/// The full hour at the desk's clock, so many days after the day of an instant: nobody is written to in the middle of the night.
#[must_use]
pub fn days_after(from: DateTime<Utc>, days: u32, hour: u32) -> DateTime<Utc> {
    let day = local(from).date_naive().checked_add_days(Days::new(u64::from(days)));
    let at = day.and_then(|day| day.and_hms_opt(hour.min(23), 0, 0)).map(|at| at.and_utc());
    at.map_or(from, |at| at - Duration::seconds(i64::from(CHINA_SECONDS)))
}

/// Midnight at the desk's clock, as a day begins.
#[must_use]
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc() - Duration::seconds(i64::from(CHINA_SECONDS))
}

/// The `days`th working day after `from`.
#[must_use]
pub fn working_days_after(from: DateTime<Utc>, days: u32) -> Due {
    let mut on = local(from).date_naive();
    let mut certain = true;
    let mut left = days;
    while left > 0 {
        let Some(next) = on.checked_add_days(Days::new(1)) else { break };
        on = next;
        let working = is_working(on);
        certain &= working.is_some();
        if working.unwrap_or(!is_weekend(on)) {
            left -= 1;
        }
    }
    Due { on, certain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn after(day: (i32, u32, u32), days: u32) -> Due {
        working_days_after(Utc.with_ymd_and_hms(day.0, day.1, day.2, 2, 0, 0).unwrap(), days)
    }

    #[test]
    fn the_spring_festival_is_not_worked() {
        assert_eq!(after((2026, 2, 13), 1).on, NaiveDate::from_ymd_opt(2026, 2, 14).unwrap());
        assert_eq!(after((2026, 2, 14), 2).on, NaiveDate::from_ymd_opt(2026, 2, 25).unwrap());
    }

    #[test]
    fn an_hour_is_of_the_desks_day() {
        // 23:30 on the 21st in UTC is the morning of the 22nd in Nanchang.
        let late = Utc.with_ymd_and_hms(2026, 11, 21, 23, 30, 0).unwrap();
        assert_eq!(days_after(late, 1, 10), Utc.with_ymd_and_hms(2026, 11, 23, 2, 0, 0).unwrap());
        assert_eq!(days_after(late, 0, 10), Utc.with_ymd_and_hms(2026, 11, 22, 2, 0, 0).unwrap());
    }

    #[test]
    fn an_unpublished_year_is_said_to_be_unknown() {
        assert!(after((2026, 11, 23), 2).certain);
        assert!(!after((2026, 12, 31), 1).certain);
    }
}
