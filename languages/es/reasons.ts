// Spanish: why a row of a file is not taken, or changes another, and why a field cannot be used.
import type { reasons as english } from '../en/reasons';
import type { Messages } from '../speech';

export const reasons = {
  'field.why.COUNTRY_UNKNOWN': '«{label}» no es un país. Dé su código, como AR, o su nombre en inglés o español.',
  'field.why.LANGUAGE_UNKNOWN':
    '«{label}» contiene algo que no es un idioma. Dé etiquetas como es o pt-BR, o nombres en inglés o español, separados por comas.',
  'field.why.LIBRARY_KNOWN': 'La biblioteca ya está en la lista. Corrija esa ficha.',
  'field.why.LIBRARY_UNKNOWN':
    'Ninguna biblioteca tiene como identificador, ISIL o nombre lo que pone en «{label}». Introdúzcala primero.',
  'field.why.LIBRARY_AMBIGUOUS': 'Varias bibliotecas tienen el nombre de «{label}». Dé el identificador de la que quiere decir.',
  'field.why.DAY_TO_COME': '«{label}» todavía no ha llegado. Dé el día de hoy o uno anterior.',
  'field.why.SINCE_KNOWN':
    '«{label}» dice otro día que la ficha de este par, o que una fila anterior. Déjelo vacío para conservar lo que se sabe.',
  'field.why.REGION_ELSEWHERE':
    '«{label}» no es una región de este país. Dé su código ISO 3166-2 o su nombre; déjela vacía si no la sabe.',
  'field.why.SOURCE_MISSING': '«{label}» está vacío. Dé el título de una página o un documento que lo diga.',
  'row.quoted': '«{label}»',
  'row.ROW_TOO_LONG': 'La fila tiene más de {most, number} caracteres.',
  'row.QUOTE_OPEN':
    'Unas comillas (") abren una celda de esta fila y nunca se cierran. Ciérrelas, o escríbalas dos veces ("") si forman parte del texto.',
  'row.QUOTE_FOLLOWED':
    'Hay algo detrás de las comillas (") que cierran una celda. Escriba las comillas dos veces ("") si forman parte del texto.',
  'row.QUOTE_WITHIN':
    'Hay comillas (") dentro de una celda que no empieza con ellas. Ponga la celda entre comillas y escriba las de dentro dos veces ("").',
  'row.CELLS_MORE':
    'La fila tiene {cells, number} celdas, y la cabecera {header, number}. Una celda que contiene un separador va entre comillas.',
  'row.CELLS_UNREADABLE': 'La fila contiene caracteres que no se han podido leer. Guarde el archivo como CSV en UTF-8.',
  'row.VALUE_NOT_KEPT': 'La fila contiene un valor que la lista no puede guardar, como un número demasiado grande.',
  'row.HEADER_AGAIN': 'La fila repite los nombres de las columnas. Quítela.',
  'row.COLUMNS_DISAGREE':
    '{columns} está en varias columnas ({places}), que dicen cosas distintas. Diga abajo cuál se lee, o escriba dos filas.',
  'row.SHEET_WRONG': '{sheet} debe ser la marca de la hoja, de {most, number} caracteres como máximo.',
  'row.SHEET_IS_SUM':
    '{sheet} parece la suma de otras filas, que así contarían dos veces. Quítela, o nombre el lugar de otro modo.',
  'row.LINE_WRONG': '{line} debe ser el número de la línea en su hoja, contado desde 1.',
  'row.NAME_EMPTY': '{name} está vacío. Una línea sin nombre no es una firma.',
  'row.NAME_IS_SUM':
    '{name} parece la suma de otras filas, que así contarían dos veces. Quítela, o nombre el lugar de otro modo.',
  'row.NAME_WRONG': '{name} no es el nombre de una persona.',
  'row.COUNT_BESIDE_NAME':
    '{count} es un número junto al nombre de una persona. Si las filas son totales de lugares, diga abajo que {name} no está en el archivo; si no cuenta a nadie, que no está {count}.',
  'row.COUNT_WRONG': '{count} debe ser un número entero de 1 a {most, number}, sin punto ni coma decimal.',
  'row.COUNTRY_WRONG': '{country} debe ser un código ISO 3166-1, como US, o el nombre de un país.',
  'row.COUNTRY_EMPTY': '{country} está vacío. Rellénelo, o indique el país de todas esas filas en {countryOfRows}.',
  'row.REGION_WRONG':
    '{region} debe ser una región ISO 3166-2 del mismo país, como US-NE o Nebraska para los Estados Unidos, o quedar vacío.',
  'row.DAY_UNCLEAR':
    '{signed_on} no distingue el día del mes. Indique el orden de todas las fechas en {dates}, o escriba AAAA-MM-DD.',
  'row.DAY_WRONG': '{signed_on} debe ser un día escrito como AAAA-MM-DD, o quedar vacío.',
  'row.DAY_AHEAD': '{signed_on} está en el futuro; hoy es {day}.',
  'row.DAY_EARLY': '{signed_on} es anterior al {day}, antes de que nadie pudiera firmar esta petición.',
  'row.EMAIL_WRONG': '{email} no es una dirección de correo. Corríjala, o déjela vacía.',
  'row.LINE_TWICE':
    'La fila {earlier, number} y la fila {row, number} dicen cosas distintas de la línea {at, number} de la hoja «{mark}». Solo se lee la primera. Ponga cada línea una sola vez.',
  'row.TOTAL_TWICE':
    'La fila {earlier, number} y la fila {row, number} dicen cosas distintas del total de «{mark}». Solo se lee la primera. Si cuentan las dos, nómbrelas de modo distinto, por ejemplo con sus días.',
  'row.LINE_CHANGED':
    'La línea {at, number} de la hoja «{mark}» ya se había importado y se sustituye: se distingue en {columns}.',
  'row.TOTAL_CHANGED': 'El total de «{mark}» ya se había importado y se sustituye: se distingue en {columns}.',
} satisfies Messages<typeof english>;
