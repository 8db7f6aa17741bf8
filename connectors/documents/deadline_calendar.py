"""A deadline as a calendar file that phones and computers open."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from bot.domain.reminder import CalendarEvent


class DeadlineCalendar:
    """Makes iCalendar files (RFC 5545) of one event each, with an alarm some days before."""

    def file(self, told: CalendarEvent, made: datetime) -> bytes:
        """The file, made at that moment (aware), in UTC: the last half hour before it closes."""
        event = Event()
        event.add("uid", told.uid)
        event.add("dtstamp", made)
        event.add("dtstart", told.closes - timedelta(minutes=30))
        event.add("dtend", told.closes)
        event.add("summary", told.title)
        event.add("description", told.about)
        event.add("url", told.url)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", told.title)
        alarm.add("trigger", timedelta(days=-3))
        event.add_component(alarm)
        calendar = Calendar()
        calendar.add("prodid", "-//Doorstep//Deadlines//EN")
        calendar.add("version", "2.0")
        calendar.add_component(event)
        return bytes(calendar.to_ical())
