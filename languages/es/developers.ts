// Spanish: the page for those who write a dashboard.

export const developers = {
  'developers.title': 'Para quienes programan',
  'developers.lead':
    'Todo lo que muestran estas páginas viene de un único grafo GraphQL, al que cualquier panel puede preguntar: condiciones, costes, peticiones y sus recuentos en vivo, bibliotecas hermanas.',
  'developers.endpoint': 'La dirección',
  'developers.endpoint.how':
    'Las consultas y mutaciones van ahí por POST como JSON, y no necesitan cuenta salvo que cambien lo que es de alguien. Los datos en vivo llegan por WebSocket (graphql-ws), por eventos del servidor (SSE) o por multipart, en la misma dirección. Las páginas de otros sitios las admite quien opera el servidor (ALLOWED_ORIGINS).',
  'developers.endpoint.any': 'Puede hacer cualquier pregunta dentro de los límites de abajo.',
  'developers.endpoint.registered':
    'Este servidor solo responde operaciones registradas; las preguntas de abajo son algunas de ellas.',
  'developers.explorer':
    'Ábrala en un navegador para ver <explorer>el explorador</explorer>: las operaciones registradas con sus variables, los datos en vivo y el esquema entero.',
  'developers.questions': 'Cinco preguntas con respuesta',
  'developers.question.policies':
    '¿Con qué condiciones licenciaban libros electrónicos las editoriales el 15 de noviembre de 2019?',
  'developers.question.compare':
    '¿Cuánto habrían costado diez ejemplares a una biblioteca ese día, y cuánto habrían esperado sus lectores?',
  'developers.question.petitions': '¿Cuántas personas han firmado cada petición?',
  'developers.question.seeking': '¿Qué bibliotecas buscan hermana?',
  'developers.question.library': '¿Cuáles son las hermanas de una biblioteca, y qué peticiones comparten?',
  'developers.variables': 'Con estas variables:',
  'developers.answer': 'Ahora se responde:',
  'developers.whole': 'La respuesta entera',
  'developers.failed': 'Esto no se puede responder en este momento. Vuelva dentro de un minuto, por favor.',
  'developers.live': 'Un recuento en vivo',
  'developers.live.how': 'El recuento de una petición como eventos del servidor, que pueden leer las páginas de cualquier sitio:',
  'developers.live.own': 'Lo mismo con una suscripción propia:',
  'developers.live.embed':
    'Para mostrar un recuento en su sitio, copie las líneas que ofrece <petition>cada petición</petition>.',
  'developers.limits': 'Límites',
  'developers.limits.how':
    'Lo que los supera se rechaza con un código, con el límite y con lo medido. En Retry-After se lee cuándo volver a intentarlo.',
  'developers.limits.these': 'Límites de este servidor',
  'developers.limits.what': 'Qué se limita',
  'developers.limits.most': 'Como máximo',
  'developers.limits.rate': '{most, number} en {seconds, plural, one {un segundo} many {# de segundos} other {# segundos}}',
  'developers.limit.RATE_LIMIT': 'Operaciones de una cuenta, o de una dirección sin cuenta',
  'developers.limit.COST_LIMIT': 'Valores que estas pueden pedir',
  'developers.limit.MAX_COST': 'Valores de una respuesta, estimados según las listas pedidas',
  'developers.limit.MAX_FIELDS': 'Campos de una operación',
  'developers.limit.MAX_DEPTH': 'Profundidad de los campos',
  'developers.limit.MAX_EVENT_COST': 'Valores de un evento en vivo',
  'developers.limit.MAX_CONNECTIONS_PER_ADDRESS': 'Conexiones en vivo de una dirección',
  'developers.limit.MAX_BODY_BYTES': 'Bytes de una solicitud',
  'developers.errors': 'Errores',
  'developers.errors.how':
    'Cada error tiene un código estable en extensions.code, y a menudo el campo, el límite o lo permitido. Las partes que fallan son null, con un error que nombra su camino; el resto de la respuesta vale.',
  'developers.errors.codes': 'Códigos que todo panel encuentra',
  'developers.errors.code': 'Código',
  'developers.errors.next': 'Qué hacer',
  'developers.error.GRAPHQL_VALIDATION_FAILED': 'Corrija el documento: el mensaje nombra el campo que no está en el esquema.',
  'developers.error.BAD_USER_INPUT': 'Corrija el valor de la variable que nombra extensions.field.',
  'developers.error.UNSAFE_REQUEST':
    'Envíelo por POST como JSON. Cualquier página podría enviar lo que se envió: urql necesita preferGetMethod: false.',
  'developers.error.ORIGIN_NOT_ALLOWED': 'Pida a quien opera el servidor que añada el origen de su página a ALLOWED_ORIGINS.',
  'developers.error.UNAUTHENTICATED': 'Envíe un token en la cabecera authorization, o uno más reciente.',
  'developers.error.FORBIDDEN': 'La cuenta no tiene la función que nombra extensions.allowed.',
  'developers.error.RATE_LIMITED': 'Espere lo que dice Retry-After, y luego pregunte menos a menudo.',
  'developers.error.OPERATION_TOO_COSTLY': 'Pida menos filas de una vez, y siga por páginas con after.',
  'developers.error.SUBGRAPH_UNAVAILABLE':
    'Falta una parte del grafo. Muestre el resto e inténtelo de nuevo dentro de un minuto.',
  'developers.error.INTERNAL_SERVER_ERROR':
    'Un fallo nuestro. Inténtelo una vez más; después diga a quien opera el servidor cuándo fue.',
} as const;
