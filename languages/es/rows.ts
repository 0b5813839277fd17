// Spanish: files of rows that people send in.
import type { rows as english } from '../en/rows';
import type { Messages } from '../speech';

export const rows = {
  'rows.file': 'El archivo',
  'rows.file.again': 'El archivo es demasiado largo para guardarlo en esta página. Elíjalo otra vez para lo que haga ahora.',
  'rows.text': 'Sus filas',
  'rows.text.hint': 'Tal como se leyeron. Aquí puede corregirlas, o pegar otras en su lugar.',
  'rows.paste': 'O sus filas, pegadas',
  'rows.look': 'Verlo primero',
  'rows.again': 'Verlo otra vez',
  'rows.other': 'Empezar con otro archivo',
  'rows.save': 'Guardar todas las faltas como tabla (CSV)',
  'rows.row': 'Línea',
  'rows.column': 'Columna',
  'rows.why': 'Qué ocurre',
  'rows.more': 'Se muestran las primeras {shown, number} de {all, number}. Guárdelas todas como tabla.',
  'rows.sent': 'Cuánto se ha enviado',
  'rows.sending': 'El archivo se está enviando. Deje esta página abierta.',
  'rows.begins': 'Cómo empieza el archivo',
  'rows.columns': 'Qué columna es cuál',
  'rows.columns.lead': 'No se reconocieron los nombres de las columnas. Diga qué contiene cada una.',
  'rows.columns.mend': '¿Se leyó una columna como otra cosa? Diga cuál es cuál.',
  'rows.columns.auto': 'Como dice su nombre',
  'rows.columns.none': 'No está en el archivo',
  'rows.columns.one': 'Columna {number}: {values}',
  'rows.column.number': 'Columna {number}',
} satisfies Messages<typeof english>;
