"""Spreadsheets (bảng tính): XLSX and ODS, each sheet with its table, values as they were saved."""
