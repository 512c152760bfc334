"""Reads exports with the libraries of other people and holds them against `supple stats --json`.

Usage: check.py FOLDER

FOLDER has the calendars `to-do/*.ics`, the routines `workouts/*.fit`, or the export of a whole journal: `stats.json`,
`bundle.json`, `done.ics` and the folder `fit`; or some of these.
Prints every finding as a line; no line is good news.
"""

import json
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import fitdecode
import icalendar
import recurring_ical_events
from fhir.resources.R4B.bundle import Bundle
from garmin_fit_sdk import Decoder, Profile, Stream

findings = []


def same(name, ours, theirs, within=0):
    if abs(ours - theirs) > within:
        findings.append(f"{name}: {ours} in the export, {theirs} in the statistics")


def check_bundle(path, stats):
    text = path.read_text(encoding="utf-8")
    raw = json.loads(text)
    # Raises on a field that R4 does not know, on two values, and on a time without its offset.
    bundle = Bundle.model_validate_json(text)
    by_type = defaultdict(list)
    for entry in bundle.entry:
        if entry.fullUrl != f"urn:uuid:{entry.resource.id}":
            findings.append(f"{entry.fullUrl} is not the address of {entry.resource.id}")
        by_type[type(entry.resource).__name__].append(entry.resource)
    if any("name" in entry["resource"] for entry in raw["entry"] if entry["resource"]["resourceType"] == "Patient"):
        findings.append("the person has a name")
    same("sessions in the bundle", len(by_type["Procedure"]), sessions(stats))
    minutes, weeks = [], defaultdict(list)
    for observation in by_type["Observation"]:
        code = observation.code.coding[0].code if observation.code.coding else None
        if code == "55411-3":
            minutes.append(float(observation.valueQuantity.value))
        elif code == "72514-3":
            answers = {part.code.text: part for part in observation.component}
            is_sore = "muscles sore from training" in answers
            if observation.valueQuantity and not is_sore and answers["moment"].valueString != "during a session":
                day = observation.effectiveDateTime.date()
                weeks[day - timedelta(days=day.weekday())].append(int(observation.valueQuantity.value))
    same("minutes in the bundle", sum(minutes), active(stats) / 60, within=0.005 * len(minutes) + 0.001)
    same("weeks with ratings", len(weeks), len(stats["pain"]["weeks"]))
    for week in stats["pain"]["weeks"]:
        scores = weeks[date.fromisoformat(week["monday"])]
        same(f"scores in the week of {week['monday']}", len(scores), week["n"])
        same(f"median of the week of {week['monday']}", median(scores or [-1]), week["median"])


def check_calendar(path):
    raw = path.read_bytes()
    if any(len(line) > 75 for line in raw.split(b"\r\n")) or b"\n" in raw.replace(b"\r\n", b""):
        findings.append(f"{path.name}: a line is too long or ends in the wrong way")
    calendar = icalendar.Calendar.from_ical(raw)
    uids = [str(event.get("UID")) for event in calendar.walk("VEVENT")]
    if len(set(uids)) != len(uids):
        findings.append(f"{path.name}: the same UID twice")
    for component in calendar.walk():
        missing = [name for name in component.required if name not in component]
        if missing or component.errors:
            findings.append(f"{path.name}: {component.name} lacks {missing}, {component.errors}")
    return calendar


def check_to_do(path):
    calendar = check_calendar(path)
    events = calendar.walk("VEVENT")
    for event in events:
        start = event["DTSTART"]
        if start.dt.tzinfo is not None or "TZID" in start.params:
            findings.append(f"{path.name}: {event['UID']}: a reminder is at a time by the clock, wherever that is")
        if len(event.walk("VALARM")) != 1:
            findings.append(f"{path.name}: {event['UID']}: no alarm")
        first = start.dt
        days = [found["DTSTART"].dt for found in recurring_ical_events.of(event).between(first - timedelta(days=1), first + timedelta(days=400))]
        if first not in days:
            findings.append(f"{path.name}: {event['UID']}: the beginning is not one of its days")
        rule = event.get("RRULE")
        if rule and "COUNT" in rule and len(days) != rule["COUNT"][0]:
            findings.append(f"{path.name}: {event['UID']}: {len(days)} days, not {rule['COUNT'][0]}")
        in_week = [day for day in days if day < first + timedelta(days=7)]
        if rule and len(in_week) != len(rule["BYDAY"]):
            findings.append(f"{path.name}: {event['UID']}: {len(in_week)} days in its first week, not {rule['BYDAY']}")
    if not events:
        findings.append(f"{path.name}: there is nothing to be reminded of")


def check_done(path, stats):
    events = [event for event in check_calendar(path).walk("VEVENT") if event["DTSTART"].dt.tzinfo is not None]
    same("sessions in the calendar", len(events), sessions(stats))
    if any(event.walk("VALARM") for event in events):
        findings.append("a past session rings")


def check_activities(folder, stats):
    paths = sorted(folder.glob("*.fit"))
    timers = []
    for path in paths:
        messages = read_fit(path)
        counts = {name: len(rows) for name, rows in messages.items()}
        one = ["file_id_mesgs", "session_mesgs", "lap_mesgs", "activity_mesgs"]
        if any(counts.get(name) != 1 for name in one) or counts.get("record_mesgs") != 2:
            findings.append(f"{path.name}: {counts}")
        timers.append(messages["session_mesgs"][0]["total_timer_time"])
        for row in messages.get("set_mesgs", []):
            if row["set_type"] == "active" and "category" not in row:
                findings.append(f"{path.name}: a set without its exercise")
    same("activities", len(paths), sessions(stats))
    same("seconds of activities", sum(timers), active(stats))


def read_fit(path):
    if not Decoder(Stream.from_file(str(path))).check_integrity():
        findings.append(f"{path.name}: a checksum is wrong")
    messages, errors = Decoder(Stream.from_file(str(path))).read()
    findings.extend(f"{path.name}: {error}" for error in errors)
    with fitdecode.FitReader(str(path), check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE) as frames:
        names = [frame.name for frame in frames if frame.frame_type == fitdecode.FIT_FRAME_DATA]
    unknown = [name for name in names if name.startswith("unknown")]
    if unknown or sum(map(len, messages.values())) != len(names):
        findings.append(f"{path.name}: two readers disagree: {unknown}, {names}")
    return messages


def check_workouts(folder):
    types = Profile["types"]
    categories = {name: number for number, name in types["exercise_category"].items()}
    for path in sorted(folder.glob("*.fit")):
        messages = read_fit(path)
        steps = messages["workout_step_mesgs"]
        same(f"{path.name}: steps", messages["workout_mesgs"][0]["num_valid_steps"], len(steps))
        for step in steps:
            category = step.get("exercise_category")
            if step.get("intensity") != "active" or category in (None, "unknown"):
                continue
            names = {str(number) for number in types[f"{category}_exercise_name"]}
            if category not in categories or str(step["exercise_name"]) not in names:
                findings.append(f"{path.name}: {step['wkt_step_name']}: no {category} {step['exercise_name']}")


def sessions(stats):
    return sum(day["sessions"] for day in stats["doing"]["days"])


def active(stats):
    return sum(day["active_s"] for day in stats["doing"]["days"])


def main():
    folder = Path(sys.argv[1])
    for path in sorted((folder / "to-do").glob("*.ics")):
        check_to_do(path)
    if (folder / "workouts").is_dir():
        check_workouts(folder / "workouts")
    if (folder / "stats.json").is_file():
        stats = json.loads((folder / "stats.json").read_text(encoding="utf-8"))
        check_bundle(folder / "bundle.json", stats)
        check_done(folder / "done.ics", stats)
        check_activities(folder / "fit", stats)
    print("\n".join(findings))


main()
