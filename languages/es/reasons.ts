// Spanish: why a row of a file is not taken, or changes another, and why a field cannot be used.
import type { reasons as english } from '../en/reasons';
import type { Messages } from '../speech';

export const reasons = {
  'field.why.TEXT_TOO_LONG': '«{label}» admite como máximo {limit, number} caracteres.',
  'field.why.LIST_TOO_LONG': '«{label}» admite como máximo {limit, number}.',
  'field.why.LIST_TOO_SHORT': '«{label}» necesita por lo menos {limit, number}.',
  'field.why.LIST_REPEATS': '«{label}» repite algo. Ponga cada cosa una sola vez.',
  'field.why.FILE_TOO_LONG': 'El archivo tiene más de {limit, number} bytes. Divídalo y envíe las partes una tras otra.',
  'field.why.TOO_MANY_ROWS': 'El archivo tiene más de {limit, number} filas. Divídalo y envíe las partes una tras otra.',
  'field.why.NO_ROWS': 'El archivo no tiene filas debajo de los nombres de las columnas. Añádalas o elija otro archivo.',
  'field.why.NUMBER_TOO_LARGE': '«{label}» puede ser como máximo {limit, number}.',
  'field.why.NUMBER_TOO_SMALL': '«{label}» tiene que ser como mínimo {limit, number}.',
  'field.why.NUMBER_BETWEEN': '«{label}» tiene que ser un número de {least} a {most}.',
  'field.why.NUMBER_WRONG': '«{label}» tiene que ser un número entero, como 25000 o 25.000.',
  'field.why.DEGREES_WRONG': '«{label}» tiene que ser un número de grados, como -31,42.',
  'field.why.COORDINATES_BOTH': 'Dé la latitud y la longitud, o ninguna de las dos.',
  'field.why.NOT_VISIBLE': '«{label}» necesita texto visible, sin caracteres de control.',
  'field.why.NOT_ONE_LINE': '«{label}» tiene que ser una sola línea de texto visible.',
  'field.why.NOT_A_PERSON':
    '«{label}» tiene que ser el nombre de una persona: con alguna letra y sin dirección de correo ni de página web.',
  'field.why.NOT_A_NAME': '«{label}» tiene que ser un nombre con letras, no una dirección.',
  'field.why.UNSTORABLE': '«{label}» contiene un carácter que no se puede guardar. Bórrelo.',
  'field.why.ID_WRONG': '«{label}» se escribe con minúsculas y cifras, con guiones sueltos en medio, como ebooks-2027.',
  'field.why.CAPITALS_WRONG': '«{label}» se escribe con mayúsculas, con _ entre las palabras, como NEW_RELEASES.',
  'field.why.HASHTAG_WRONG': '«{label}» tiene que ser # y, detrás, letras, cifras o _.',
  'field.why.ADDRESS_WRONG': '«{label}» tiene que ser la dirección completa de una página, como https://biblioteca.example.',
  'field.why.EMAIL_WRONG': '«{label}» no es una dirección de correo. Escríbala como nombre@biblioteca.example.',
  'field.why.DOMAIN_WRONG': '«{label}» no es lo que va detrás de la @ de una dirección. Escríbalo como biblioteca.example.',
  'field.why.ISIL_WRONG': '«{label}» tiene que ser un ISIL, como DK-710100.',
  'field.why.TIME_WRONG': '«{label}» tiene que ser una hora, como 09:00.',
  'field.why.SINCE_WRONG': '«{label}» tiene que ser un año, un mes o un día, como 1999, 1999-05 o 1999-05-31.',
  'field.why.AMOUNT_WRONG': '«{label}» tiene que ser un importe que no sea negativo, como 59,99.',
  'field.why.CURRENCY_UNKNOWN': '«{label}» no es una moneda. Empiece a escribir su nombre, como euro, o dé su código, como EUR.',
  'field.why.NEEDED': '«{label}» no se puede dejar vacío. Escriba lo correcto.',
  'field.why.REASON_MISSING': 'Diga por qué. Lo leerá el contacto de la biblioteca.',
  'field.why.NOTHING_CHANGED': 'Todo está como estaba, así que no hay nada que guardar. Cambie algo primero.',
  'field.why.RECORDED_ALREADY': 'Esto ya está anotado. Corrija aquella entrada.',
  'field.why.CONDITION_MISSING': 'Indique por lo menos una condición.',
  'field.why.COUNTRY_UNKNOWN': '«{label}» no es un país. Dé su código, como AR, o su nombre en inglés o español.',
  'field.why.LANGUAGE_UNKNOWN':
    '«{label}» contiene algo que no es un idioma. Dé etiquetas como es o pt-BR, o nombres en inglés o español, separados por comas.',
  'field.why.REGION_ELSEWHERE': '«{label}» no es una región de este país. Escriba su nombre; déjela vacía si no la sabe.',
  'field.why.REGION_SHARED':
    'Varias regiones de este país tienen el nombre de «{label}»: {either}. Dé el código de la que quiere decir, o deje el campo vacío.',
  'field.why.REGION_WITHOUT_COUNTRY': 'Una región necesita su país. Elíjalo, o deje la región vacía.',
  'field.why.DAY_TO_COME': '«{label}» todavía no ha llegado. Dé el día de hoy o uno anterior.',
  'field.why.DAY_BEYOND': '«{label}» tiene que ser un día de los años 1900 a 2999.',
  'field.why.TOO_EARLY': '«{label}» no puede ser anterior al {day}.',
  'field.why.END_BEFORE_START': '«{label}» tiene que ser posterior al comienzo.',
  'field.why.MOMENT_PAST': '«{label}» ya ha pasado. Elija un día o una hora posterior.',
  'field.why.MOMENT_WITHOUT_TIME': '«{label}» necesita también la hora.',
  'field.why.TOO_FAR_AHEAD': '«{label}» puede ser como máximo dentro de {limit, plural, one {# año} other {# años}}.',
  'field.why.SOURCE_MISSING': '«{label}» está vacío. Dé el título de una página o un documento que lo diga.',
  'field.why.SOURCE_UNKNOWN': 'Una fuente nombrada no está en el registro. Descríbala como fuente nueva.',
  'field.why.SOURCE_TWICE': 'La fuente nueva ya está en el registro. Elíjala entre las fuentes, sin describir otra.',
  'field.why.SOURCE_UNNAMED': 'Se describe una fuente nueva que no se nombra entre las fuentes. Nómbrela ahí.',
  'field.why.LIBRARY_KNOWN': 'La biblioteca ya está en la lista. Corrija esa ficha.',
  'field.why.LIBRARY_UNKNOWN':
    'Ninguna biblioteca tiene como identificador, ISIL o nombre lo que pone en «{label}». Introdúzcala primero.',
  'field.why.LIBRARY_AMBIGUOUS': 'Varias bibliotecas tienen el nombre de «{label}». Dé el identificador de la que quiere decir.',
  'field.why.SINCE_KNOWN':
    '«{label}» dice otro día que la ficha de esta pareja, o que una fila anterior. Déjelo vacío para conservar lo que se sabe.',
  'field.why.ISIL_TAKEN': 'Otra biblioteca tiene este ISIL. Si las dos son la misma, únalas.',
  'field.why.PARTNER_THERE':
    'La biblioteca tiene una hermana en este país, y las bibliotecas hermanas están en países distintos.',
  'field.why.MERGED_WITH_ITSELF': 'Es la misma ficha. Elija la otra.',
  'field.why.MERGED_IN_CIRCLE': 'La otra ficha se unió con esta. Sepárelas primero si debe quedar aquella.',
  'field.why.MERGED_ABROAD':
    'Las dos bibliotecas están en países distintos, así que no pueden ser la misma. Si un país está mal, corríjalo primero.',
  'field.why.MERGED_WITH_EXAMPLE': 'Una de las dos bibliotecas es un ejemplo y la otra es real, así que no pueden ser la misma.',
  'field.why.COLUMN_TWICE': 'Dos columnas del archivo se leen como la misma. Cambie el nombre de una.',
  'field.why.COLUMN_BY_NUMBER': '«{label}» tiene que ser el número de una columna, de 1 a {limit, number}.',
  'field.why.HOURS_TURNED': 'Las horas tienen que terminar después de empezar. Divida en dos las que pasan de medianoche.',
  'field.why.RHYTHM_MISSING': 'Varias reuniones necesitan un ritmo. Elija cada cuánto, o planifique una sola.',
  'field.why.MEETING_UNMOVED': 'La reunión ya está a esa hora. Elija otra hora o duración.',
  'field.why.REVIEW_BEFORE_START': '«{label}» no puede ser anterior al comienzo.',
  'field.why.PLACE_TO_MEASURE_MISSING': 'Para ver primero las más cercanas, diga desde dónde: dé un punto, como 41.88,-87.63.',
  'field.why.CLOSING_PAST': 'La hora de cierre de este borrador ya ha pasado. Ponga una posterior o ninguna, y ábralo después.',
  'field.why.GOAL_REACHED': 'Firmas que ya hay: {count, number}. Elija un objetivo mayor.',
  'field.why.GOALS_FULL': 'La petición ya tiene {limit, number} objetivos, el máximo. Deje el objetivo actual.',
  'field.why.MEETS_OTHERWISE':
    'Firmas que cumplen ahora las condiciones: {limit, number}, y no las que usted vio. No se ha anulado nada. Véalas otra vez primero.',
  'field.why.MEETS_NOTHING': 'Ninguna firma que cuente cumple todas las condiciones, así que no se ha anulado nada.',
  'field.why.IMPORT_STANDS_NOT':
    'Ya no queda nada de lo que escribió este archivo: se deshizo, o lo corrigió un archivo posterior.',
  'field.why.COUNT_RECORDED': 'Ya hay un número de ese día: {count, number}. Diga por qué estaba mal, para sustituirlo.',
  'field.why.OUTCOME_MISSING': 'Diga cuál fue el resultado, o deje vacío su día.',
  'field.why.STEPS_IN_DISORDER':
    'El paso {step, number} es anterior al de arriba, del {day}. Ponga los pasos por orden de fecha.',
  'field.why.ASKED_WITHOUT_CALL':
    'Solo un llamamiento a responder se dirige a alguien. Elija ese tipo de declaración, o deje «{label}» vacío.',
  'field.why.CALL_WITHOUT_POLICY':
    'Un llamamiento a responder tiene que nombrar unas condiciones: por ellas se encuentran las respuestas.',
  'field.why.ORGANIZATION_UNKNOWN': 'Una organización nombrada no está en el registro. Anótela primero.',
  'field.why.PUBLISHER_UNKNOWN': 'Ninguna editorial del registro tiene lo que pone en «{label}». Elija una de la lista.',
  'field.why.PARENT_UNWANTED': 'Una casa de este tipo no pertenece a nadie. Deje «{label}» vacío, o elija otro tipo.',
  'field.why.PARENT_MISSING': 'Este tipo pertenece a una casa. Nómbrela en «{label}».',
  'field.why.PARENT_IN_CIRCLE': 'La casa de «{label}» pertenece a esta. Elija otra.',
  'field.why.BRANCH_WITHOUT_COUNTRY': 'Una filial es la casa en un país. Elija el país.',
  'field.why.NOT_AMONG_FIVE': 'Solo una editorial puede ser una de las cinco mayores. Quite la marca, o elija otro tipo.',
  'field.why.NAME_TAKEN': 'El nombre ya está en el registro. Corrija aquella ficha, o distinga esta por el nombre o el país.',
  'field.why.POLICY_UNKNOWN':
    'Ningunas condiciones del registro tienen como identificador lo que pone en «{label}». Anótelas primero.',
  'field.why.ENDED_ALREADY': 'Estas condiciones ya terminaron el {day}. Si no es así, corríjalas.',
  'field.why.NEVER_HELD':
    'Estas condiciones solo se propusieron, así que no pueden terminar. Si entraron en vigor, corríjalas primero.',
  'field.why.NOT_CONFIRMED_THEN':
    'Las condiciones no pueden haberse confirmado ese día. El día más cercano que encaja es el {day}.',
  'field.why.NOT_IN_FORCE_THEN': '«{label}» tiene que ser un día en que regían las condiciones.',
  'field.why.PROPOSAL_WITH_DAYS':
    'Unas condiciones que solo se propusieron no tienen ni comienzo ni fin. Deje vacíos esos días, o elija otro estado.',
  'field.why.FIRST_DAY_MISSING': 'Una opción temporal necesita su primer día.',
  'field.why.END_DAY_MISSING': 'El fin se anunció, pero falta su día. Indíquelo, o deje vacío el día del anuncio.',
  'field.why.END_AS_OF': 'De un fin no se puede decir que «se vio ese día». Elija «hacia ese día».',
  'field.why.OPTION_UNKNOWN':
    'El precio es de la opción {option}, pero {options, plural, =0 {no hay opciones} one {hay # opción} other {hay # opciones}}, contadas desde 1. Cambie a qué se aplica, o añada la opción.',
  'field.why.PLACE_MISSING':
    'Las condiciones no nombran ningún país. Nombre alguno, o diga que rigen en todo el mundo o que no se sabe dónde.',
  'field.why.PLACE_UNWANTED':
    'Unas condiciones que no rigen en países concretos no nombran ninguno. Deje «{label}» vacío, o diga que rigen en países.',
  'field.why.TERMS_NEED': 'Estas condiciones necesitan «{label}». Rellénelo, o cambie el modelo o cómo termina la licencia.',
  'field.why.TERMS_LACK': 'Estas condiciones no llevan «{label}». Déjelo vacío, o cambie aquello de lo que depende.',
  'field.why.ENDS_OTHERWISE': 'Una licencia de este modelo no termina así. Cambie «{label}» o el modelo.',
  'field.why.ONE_READER': 'Una licencia de un usuario la lee una persona a la vez. Escriba 1, o cambie el modelo.',
  'field.why.MORE_AT_ONCE': 'Son más préstamos a la vez que los que hay en total. Cambie uno de los dos números.',
  'field.why.NOT_OFFERED_YET_SOLD':
    'Los títulos que no se ofrecen no tienen ni embargo ni precio. Déjelos vacíos, o cambie el modelo.',
  'field.why.RANGE_TURNED': 'El extremo inferior supera al superior. Cámbielos de sitio.',
  'field.why.RANGE_OF_TWO': 'Los dos extremos van en la misma moneda.',
  'field.why.EMBARGO_TOO_LONG': 'El embargo es demasiado largo: puede durar diez años como máximo.',
  'field.why.EMBARGO_TURNED': 'El embargo más corto no es menor que el más largo. Déjelo vacío si todos duran lo mismo.',
  'field.why.EMBARGO_WITHOUT_COPY':
    'Un embargo que no permite ningún ejemplar no dice nada del primero. Deje eso vacío, o permita uno.',
  'field.why.TERMS_MISSING': 'Unas condiciones supuestas necesitan un modelo, o editoriales de cuyas condiciones partan.',
  'field.why.DIGITS_LOST': 'El importe tiene más cifras de las que guarda un número. Escríbalo entre comillas.',
  'field.why.NOTHING_TO_COMPARE': 'No hay nada que comparar. Elija editoriales, unas condiciones propias o el título impreso.',
  'field.why.COMPARES_TOO_MUCH': 'Se pueden comparar como máximo {limit, number} condiciones a la vez. Elija menos.',
  'field.why.PRICE_OF_NOTHING': 'Hay un precio de unas condiciones que no se comparan. Elíjalas también, o deje vacío el precio.',
  'field.why.LABEL_TWICE': 'Otra fila de la comparación tiene este nombre. Elija otro.',
  'field.why.NOT_JSON': 'El archivo no es JSON, o está dañado. Guárdelo de nuevo, o elija otro.',
  'field.why.NOT_XML': 'El archivo no es XML bien formado: mire la línea {line, number}.',
  'field.why.NO_TERMS': 'El archivo no contiene ninguna licencia ni producto de {kind} con condiciones.',
  'field.why.NO_POLICIES':
    'El archivo tiene que ser un objeto con una lista llamada policies y, para las fuentes nuevas, otra llamada sources.',
  'field.why.NOT_AN_OBJECT': 'La fila tiene que ser un objeto que describa unas condiciones.',
  'field.why.FIELD_UNKNOWN': 'Ningún campo se llama «{label}». Los hay: {allowed}.',
  'field.why.VALUE_WRONG': '«{label}» no contiene lo que admite este campo.',
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
  'row.COUNTRY_WRONG': '{country} no es un país. Escriba su nombre, o su código, como US.',
  'row.COUNTRY_EMPTY': '{country} está vacío. Rellénelo, o indique el país de todas esas filas en {countryOfRows}.',
  'row.REGION_WRONG': '{region} debe ser una región del mismo país, como Nebraska para los Estados Unidos, o quedar vacío.',
  'row.REGION_SHARED': '{region} es el nombre de varias regiones: {either}. Dé el código de la que quiere decir, o déjelo vacío.',
  'row.DAY_UNCLEAR':
    '{signed_on} no distingue el día del mes. Indique el orden de todas las fechas en {dates}, o escriba AAAA-MM-DD.',
  'row.DAY_WRONG': '{signed_on} debe ser un día escrito como AAAA-MM-DD, o quedar vacío.',
  'row.DAY_AHEAD': '{signed_on} está en el futuro; hoy es {day}.',
  'row.DAY_EARLY': '{signed_on} es anterior al {day}, antes de que nadie pudiera firmar esta petición.',
  'row.EMAIL_WRONG': '{email} no es una dirección de correo. Corríjala, o déjela vacía.',
  'row.EMAIL_SEVERAL':
    '{email} tiene varias direcciones. Deje la de la persona que se nombra; otra persona que firmó tiene su propia fila.',
  'row.LINE_TWICE':
    'La fila {earlier, number} y la fila {row, number} dicen cosas distintas de la línea {at, number} de la hoja «{mark}». Solo se lee la primera. Ponga cada línea una sola vez.',
  'row.TOTAL_TWICE':
    'La fila {earlier, number} y la fila {row, number} dicen cosas distintas del total de «{mark}». Solo se lee la primera. Si cuentan las dos, nómbrelas de modo distinto, por ejemplo con sus días.',
  'row.LINE_CHANGED':
    'La línea {at, number} de la hoja «{mark}» ya se había importado y se sustituye: se distingue en {columns}.',
  'row.TOTAL_CHANGED': 'El total de «{mark}» ya se había importado y se sustituye: se distingue en {columns}.',
} satisfies Messages<typeof english>;
