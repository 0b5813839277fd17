// English: why a row of a file is not taken, or changes another, and why a field cannot be used, by the reason that the API gives. Names of columns are those of the page.

export const reasons = {
  'field.why.COUNTRY_UNKNOWN': '“{label}” is not a country. Give its code, such as AR, or its name in English or Spanish.',
  'field.why.LANGUAGE_UNKNOWN':
    '“{label}” holds something that is no language. Give tags such as es or pt-BR, or names in English or Spanish, with commas between.',
  'field.why.LIBRARY_KNOWN': 'The library is in the list already. Correct that one.',
  'field.why.LIBRARY_UNKNOWN': 'No library has what stands under “{label}” as its id, ISIL or name. Enter it first.',
  'field.why.LIBRARY_AMBIGUOUS': 'Several libraries have the name under “{label}”. Give the id of the one that is meant.',
  'field.why.DAY_TO_COME': '“{label}” has not come yet. Give today or an earlier day.',
  'field.why.SINCE_KNOWN':
    '“{label}” says another day than the record of this pair, or than a row above. Leave it empty to keep what is known.',
  'field.why.REGION_ELSEWHERE':
    '“{label}” is no region of this country. Give its ISO 3166-2 code or its name; leave it out if you do not know it.',
  'field.why.SOURCE_MISSING': '“{label}” is empty. Give the title of a page or document that says so.',
  'row.quoted': '“{label}”',
  'row.ROW_TOO_LONG': 'The row is longer than {most, number} characters.',
  'row.QUOTE_OPEN':
    'A quote (") opens a cell of this row and never closes. Close it, or write it twice ("") where it belongs to the text.',
  'row.QUOTE_FOLLOWED':
    'Something stands behind the closing quote (") of a cell. Write quotes twice ("") where they belong to the text.',
  'row.QUOTE_WITHIN':
    'A quote (") stands within a cell that does not begin with one. Put the cell in quotes and write the inner ones twice ("").',
  'row.CELLS_MORE':
    'The row has {cells, number} cells, and the header {header, number}. A cell that holds a separator stands in quotes.',
  'row.CELLS_UNREADABLE': 'The row holds characters that could not be read. Save the file as CSV in UTF-8.',
  'row.VALUE_NOT_KEPT': 'The row holds a value that the list cannot keep, such as a number too large.',
  'row.HEADER_AGAIN': 'The row repeats the names of the columns. Leave it out.',
  'row.COLUMNS_DISAGREE':
    '{columns} stands in several columns ({places}), which say different things. Say below which one is read, or write two rows.',
  'row.SHEET_WRONG': '{sheet} must be the mark of the sheet, at most {most, number} characters.',
  'row.SHEET_IS_SUM':
    '{sheet} looks like the sum of other rows, which would count them twice. Leave it out, or name the place otherwise.',
  'row.LINE_WRONG': '{line} must be the number of the line on its sheet, counted from 1.',
  'row.NAME_EMPTY': '{name} is empty. A line without a name is not a signature.',
  'row.NAME_IS_SUM':
    '{name} looks like the sum of other rows, which would count them twice. Leave it out, or name the place otherwise.',
  'row.NAME_WRONG': '{name} is not the name of a person.',
  'row.COUNT_BESIDE_NAME':
    '{count} is a number beside the name of a person. If rows are totals of places, say below that {name} is not in the file; if it counts nobody, that {count} is not.',
  'row.COUNT_WRONG': '{count} must be a whole number from 1 to {most, number}, without a decimal point or comma.',
  'row.COUNTRY_WRONG': '{country} must be an ISO 3166-1 code such as US, or the name of a country.',
  'row.COUNTRY_EMPTY': '{country} is empty. Fill it in, or state the country of all such rows under {countryOfRows}.',
  'row.REGION_WRONG':
    '{region} must be an ISO 3166-2 region of the same country, such as US-NE or Nebraska for the United States, or empty.',
  'row.DAY_UNCLEAR':
    '{signed_on} does not tell day and month apart. State the order of all dates under {dates}, or write YYYY-MM-DD.',
  'row.DAY_WRONG': '{signed_on} must be a day written as YYYY-MM-DD, or empty.',
  'row.DAY_AHEAD': '{signed_on} lies in the future; today is {day}.',
  'row.DAY_EARLY': '{signed_on} lies before {day}, earlier than anyone could sign this petition.',
  'row.EMAIL_WRONG': '{email} is not an e-mail address. Correct it, or leave it empty.',
  'row.LINE_TWICE':
    'Row {earlier, number} and row {row, number} say different things about line {at, number} of sheet “{mark}”. Only the first one is read. Give each line once.',
  'row.TOTAL_TWICE':
    'Row {earlier, number} and row {row, number} say different things about the total of “{mark}”. Only the first one is read. Where both count, name them apart, such as with their days.',
  'row.LINE_CHANGED': 'Line {at, number} of sheet “{mark}” was imported before and is replaced: it differs in {columns}.',
  'row.TOTAL_CHANGED': 'The total of “{mark}” was imported before and is replaced: it differs in {columns}.',
} as const;
