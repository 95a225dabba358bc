"""The note on paper: geometry, type, marks and pictures, drawn with ReportLab from format-free content."""
