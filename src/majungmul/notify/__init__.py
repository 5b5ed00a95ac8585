"""What leaves the building: RSS and iCalendar feeds of any search."""
