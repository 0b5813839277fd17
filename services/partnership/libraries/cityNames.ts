// Which city does a name mean, in English, Spanish, German, French or its own language, and where does it lie?
import { plainName } from '#kit/words/countryNames';

/**
 * By country: cities, with all their names; the first one is that of their people. Own list, of capitals, and of cities of which libraries
 * are known by more than one name: CLDR has names of cities of time zones only, and GeoNames none by language.
 */
const cities = `
AD Andorra la Vella, Andorra la Vieja
AE Dubayy, Dubai, Dubái, دبي | Abū Ẓaby, Abu Dhabi, Abu Dabi, أبو ظبي
AF Kābul, Kabul, کابل
AL Tirana, Tiranë
AM Yerevan, Ereván, Երևան | Gyumri, Գյումրի
AO Luanda
AR Buenos Aires, Bons Aires | Córdoba, Cordova
AT Wien, Vienna, Viena | Salzburg, Salzburgo | Graz, Gratz | Klagenfurt, Celovec
AU Sydney, Sídney | Melbourne
AZ Bakı, Baku, Bakú
BA Sarajevo, Сарајево | Mostar, Мостар
BD Dhaka, Daca, Dacca, ঢাকা
BE Bruxelles, Brussels, Bruselas, Brussel, Brüssel | Antwerpen, Antwerp, Amberes, Anvers | Gent, Ghent, Gante, Gand | Brugge, Bruges, Brujas | Leuven, Louvain, Lovaina | Liège, Lieja, Luik | Mechelen, Malinas, Malines | Namur | Tournai, Doornik | Kortrijk, Courtrai | Oostende, Ostend, Ostende | Ieper, Ypres
BG Sofija, Sofia, София | Plovdiv, Пловдив, Filipópolis | Varna, Варна
BO La Paz, Chuquiago | Sucre
BR São Paulo, Sao Paulo, San Pablo | Brasília, Brasilia | Rio de Janeiro, Río de Janeiro | Salvador | Recife
BY Minsk, Мінск
CA Québec, Quebec City | Montréal, Montreal | Toronto | Ottawa | Saint John's, St. John's | Winnipeg
CD Kinshasa, Kinsasa
CH Zürich, Zurich, Zúrich | Bern, Berne, Berna | Basel, Basle, Basilea | Genève, Geneva, Ginebra, Genf | Luzern, Lucerne, Lucerna | St. Gallen, Sankt Gallen, Saint Gall, San Galo | Fribourg, Friburgo, Freiburg im Üechtland | Lausanne, Lausana | Solothurn, Soleura, Soleure | Neuchâtel, Neuenburg | Schaffhausen, Escafusa
CI Abidjan, Abiyán
CL Santiago, Santiago de Chile
CM Yaoundé, Yaounde, Yaundé
CN Beijing, Peking, Pekín, 北京 | Shanghai, Shanghái, 上海 | Guangzhou, Canton, Cantón, 广州 | Nanjing, Nanking, Nankín, 南京 | Tianjin, Tientsin, 天津 | Chongqing, Chungking, 重庆, 重慶 | Shenzhen, 深圳 | Xi'an, 西安 | Chengdu, 成都 | Wuhan, 武汉 | Hangzhou, 杭州
CO Bogotá, Bogota | Cartagena, Cartagena de Indias | Medellín, Medellin
CR San José
CU La Habana, Havana, Havanna
CY Lefkosia, Nicosia, Lefkoşa, Λευκωσία | Lemesos, Limassol, Limasol, Λεμεσός | Larnaka, Larnaca, Lárnaca, Λάρνακα
CZ Praha, Prague, Praga, Prag | Brno, Brünn | Plzeň, Pilsen | Olomouc, Olmütz, Olmutz | Karlovy Vary, Carlsbad, Karlsbad | České Budějovice, Budweis
DE München, Munich, Múnich, Monaco di Baviera | Köln, Cologne, Colonia | Nürnberg, Nuremberg, Núremberg | Hannover, Hanover | Braunschweig, Brunswick | Frankfurt, Francfort, Fráncfort | Hamburg, Hamburgo | Berlin, Berlín | Dresden, Dresde | Aachen, Aquisgrán, Aix-la-Chapelle | Trier, Tréveris, Treves | Mainz, Maguncia | Düsseldorf, Dusseldorf | Stuttgart, Estugarda | Leipzig, Lipsia | Bremen, Brema | Freiburg, Friburgo | Göttingen, Gotinga | Regensburg, Ratisbona, Ratisbon | Augsburg, Augsburgo | Heidelberg, Heidelberga | Konstanz, Constance, Constanza | Koblenz, Coblenza, Coblenz | Lübeck, Lubeck, Lubeca | Tübingen, Tubinga | Würzburg, Wurzburg, Wurzburgo | Magdeburg, Magdeburgo | Speyer, Spires, Espira
DJ Djibouti, Yibuti
DK København, Copenhagen, Copenhague, Kopenhagen | Aarhus, Århus | Odense | Aalborg, Ålborg | Helsingør, Elsinore | Tórshavn, Torshavn
DO Santo Domingo, Saint-Domingue
DZ Al-Jazāʾir, Algiers, Argel, Alger, الجزائر | Wahrān, Oran, Orán, وهران | Qusanṭīna, Constantine, Constantina, قسنطينة
EC Quito
EE Tallinn, Reval | Tartu, Dorpat
EG Al-Qāhirah, Cairo, El Cairo, القاهرة, Kairo | Al-Iskandariyya, Alexandria, Alejandría, الإسكندرية | Al-Jīzah, Giza, Guiza, الجيزة
ER Asmara, Asmera
ES A Coruña, La Coruña, Corunna | Sevilla, Seville | Zaragoza, Saragossa | Donostia, San Sebastián | Iruña, Pamplona | Gasteiz, Vitoria | Bilbo, Bilbao | Barcelona, Barcelone | Girona, Gerona | Lleida, Lérida | Ourense, Orense | Santiago de Compostela, Compostela | Alacant, Alicante | València, Valencia, Valence | Castelló, Castellón, Castellón de la Plana | Elx, Elche | Palma, Palma de Mallorca | Eivissa, Ibiza | Córdoba, Cordova, Cordoue | Cádiz, Cadiz | Granada, Grenada | Málaga, Malaga | Cartagena | Jerez, Jerez de la Frontera | Lugo | Xixón, Gijón | Uviéu, Oviedo | Sagunt, Sagunto | Maó, Mahón | Xàtiva, Játiva | Vilanova i la Geltrú, Villanueva y Geltrú
ET Addis Abeba, Addis Ababa, Adís Abeba
FI Helsinki, Helsingfors | Turku, Åbo | Tampere, Tammerfors | Oulu, Uleåborg | Espoo, Esbo | Vantaa | Vaasa | Pori, Björneborg | Porvoo, Borgå | Maarianhamina, Mariehamn | Rovaniemi
FR Paris, París | Marseille, Marseilles, Marsella | Lyon, Lyons | Strasbourg, Strassburg, Estrasburgo | Bordeaux, Burdeos | Toulouse, Tolosa | Nice, Niza | Lille, Rijsel | Reims, Rheims | Nantes, Naoned | Rennes, Roazhon | Perpignan, Perpiñán, Perpinyà | Bayonne, Bayona, Baiona | Montpellier, Montpelhièr | Avignon, Aviñón | Dunkerque, Dunkirk | Ajaccio, Aiacciu | Grenoble | Orléans, Orleans | Rouen, Ruan | Dijon | Mulhouse, Mülhausen
GB London, Londres | Edinburgh, Edimburgo, Dùn Èideann | Caerdydd, Cardiff | Béal Feirste, Belfast | Bristol | Oxford | Abertawe, Swansea | Casnewydd, Newport | Wrecsam, Wrexham | Glasgow, Glaschu | Aberdeen, Obar Dheathain | Inverness, Inbhir Nis | Dundee, Dùn Dè | Derry, Londonderry, Doire | Canterbury, Cantorbery
GE Tbilisi, Tiflis, თბილისი | Batumi, ბათუმი
GH Accra, Acra, Nkran
GR Athína, Athens, Atenas, Αθήνα, Athina, Athen | Thessaloníki, Salonica, Salónica, Tesalónica, Θεσσαλονίκη | Patra, Patras, Pátra, Πάτρα | Irakleio, Heraklion, Iráklio, Candia, Ηράκλειο | Korinthos, Corinth, Corinto, Κόρινθος | Rodos, Rhodes, Rodas, Ρόδος | Kerkyra, Corfu, Corfú, Κέρκυρα | Pireas, Piraeus, Pireo, Πειραιάς
GT Ciudad de Guatemala, Guatemala City
HK Hong Kong, Hongkong, 香港
HN Tegucigalpa
HR Zagreb, Agram | Rijeka, Fiume | Dubrovnik, Ragusa | Split, Spalato | Zadar, Zara | Pula, Pola
HT Port-au-Prince, Puerto Príncipe, Pòtoprens
HU Budapest, Budapesto | Pécs, Fünfkirchen | Szeged, Segedin | Győr
ID Jakarta, Yakarta, Djakarta | Yogyakarta, Djokjakarta, Jogjakarta
IE Dublin, Dublín, Baile Átha Cliath | Cork, Corcaigh | Gaillimh, Galway | Luimneach, Limerick | Port Láirge, Waterford | Sligeach, Sligo | Trá Lí, Tralee
IL Yerushalayim, Jerusalem, Jerusalén, ירושלים, القدس | Tel Aviv, Tel Aviv-Yafo, תל אביב | Haifa, Jaifa, חיפה | Be'er Sheva, Beersheba, באר שבע
IN Mumbai, Bombay, मुंबई | Kolkata, Calcutta, Calcuta | Chennai, Madras | Bengaluru, Bangalore | Delhi, New Delhi, Nueva Delhi, नई दिल्ली | Thiruvananthapuram, Trivandrum | Kochi, Cochin, Cochín | Varanasi, Benares | Pune, Poona | Hyderabad, हैदराबाद
IQ Baghdād, Baghdad, Bagdad, بغداد | Al-Baṣrah, Basra, Basora, البصرة | Al-Mawṣil, Mosul, الموصل
IR Tehrān, Tehran, Teherán, تهران | Eṣfahān, Isfahan, Ispahán, اصفهان | Shirāz, Shiraz, شیراز
IS Reykjavík, Reikiavik
IT Roma, Rome | Milano, Milan, Milán | Torino, Turin, Turín | Venezia, Venice, Venecia, Venedig | Firenze, Florence, Florencia, Florenz | Genova, Genoa, Génova | Napoli, Naples, Nápoles | Bologna, Bolonia | Padova, Padua | Livorno, Leghorn | Siracusa, Syracuse | Mantova, Mantua | Trieste, Trst | Bolzano, Bozen | Trento, Trient | Ferrara | Cagliari, Càller | Palermo | Perugia, Perusa | Ravenna, Rávena | Verona | Parma | Modena, Módena | Siena, Sienna | Lucca | Pisa | Bergamo, Bérgamo | Taranto, Tarento | Messina, Mesina | Agrigento | Aosta, Aoste
JO 'Ammān, Amman, Ammán, عمان
JP Tokyo, Tōkyō, Tokio, 東京 | Kyoto, Kyōto, Kioto, 京都 | Osaka, Ōsaka, 大阪 | Yokohama, 横浜 | Nagoya, 名古屋 | Sapporo, 札幌 | Fukuoka, 福岡 | Kobe, Kōbe, 神戸 | Hiroshima, 広島 | Nagasaki, 長崎
KG Bishkek, Biskek, Бишкек
KH Phnom Penh, Nom Pen, ភ្នំពេញ
KP P'yŏngyang, Pyongyang, Pionyang, 평양
KR Seoul, Seúl, 서울 | Busan, Pusan, 부산 | Incheon, Inchon, 인천 | Daegu, Taegu, 대구
KW Al-Kuwayt, Kuwait City, Ciudad de Kuwait
KZ Nur-Sultan, Astana | Almaty, Alma-Ata, Алматы
LA Vientiane, Vientián, Viangchan
LB Bayrūt, Beirut, Beyrouth, بيروت
LI Vaduz
LK Colombo, කොළඹ
LT Vilnius, Vilna | Kaunas, Kowno, Kovno | Klaipėda, Klaipeda, Memel
LU Luxembourg, Luxemburg, Luxemburgo, Lëtzebuerg
LV Rīga, Riga | Daugavpils
LY Ṭarābulus, Tripoli, Trípoli, طرابلس
MA Marrakech, Marrakesh, مراكش | Fès, Fez, Fes | Tanger, Tangier, Tánger | Dar el-Beida, Casablanca | Rabat, الرباط | Tétouan, Tetuán, تطوان | Agadir, أكادير
MC Monaco, Mónaco
MD Chișinău, Chisinau, Kishinev
ME Podgorica, Подгорица
MG Antananarivo, Tananarive
MK Skopje, Скопје, Skopie, Escopia | Bitola, Битола
MM Yangon, Rangoon, Rangún
MN Ulaanbaatar, Ulan Bator
MO Macau, Macao, 澳門, 澳门
MT Valletta, La Valeta, Il-Belt
MX Ciudad de México, Mexico City, CDMX, México DF | Monterrey | Puebla | Oaxaca
MY Kuala Lumpur
MZ Maputo, Lourenço Marques
NI Managua
NL Den Haag, The Hague, La Haya, 's-Gravenhage | Amsterdam, Ámsterdam | Rotterdam, Róterdam | Utrecht, Utrech | Nijmegen, Nimega, Nimeguen | Groningen, Groninga | Vlissingen, Flushing, Flesinga | 's-Hertogenbosch, Den Bosch, Bolduque | Leiden, Leyden | Maastricht, Mastrique | Eindhoven | Haarlem, Harlem
NO Oslo, Kristiania | Bergen | Trondheim, Tråante | Tromsø, Tromso | Ålesund, Aalesund
NP Kathmandu, Katmandú, काठमाडौं
NZ Auckland, Tāmaki Makaurau | Wellington, Te Whanganui-a-Tara | Christchurch, Ōtautahi | Dunedin, Ōtepoti
OM Masqaṭ, Muscat, Mascate, مسقط
PA Ciudad de Panamá, Panama City
PE Lima | Cusco, Cuzco
PH Manila, Maynila
PK Lahore, لاہور | Karachi, کراچی
PL Warszawa, Warsaw, Varsovia, Warschau | Kraków, Cracow, Cracovia, Krakau | Gdańsk, Danzig | Wrocław, Breslau, Breslavia | Poznań, Posen | Łódź, Lodz | Szczecin, Stettin | Katowice, Kattowitz | Toruń | Bydgoszcz, Bromberg | Lublin | Opole, Oppeln | Olsztyn, Allenstein | Białystok, Bialystok
PS Al-Quds, East Jerusalem, Jerusalén Este | Ghazza, Gaza, غزة
PT Lisboa, Lisbon, Lissabon | Porto, Oporto | Coimbra | Braga | Faro | Évora, Evora
PY Asunción, Asuncion
QA Ad-Dawḥah, Doha, الدوحة
RO București, Bucharest, Bucarest, Bukarest | Cluj-Napoca, Klausenburg, Kolozsvár | Timișoara, Timisoara, Temesvár | Brașov, Brasov, Kronstadt | Sibiu, Hermannstadt | Iași, Iasi, Jassy | Constanța, Constanta
RS Beograd, Belgrade, Belgrado, Београд | Novi Sad, Újvidék, Нови Сад | Niš, Nish, Ниш
RU Moskva, Moscow, Moscú, Москва, Moskau | Sankt-Peterburg, Saint Petersburg, St Petersburg, San Petersburgo, Санкт-Петербург | Nizhny Novgorod, Nizhni Nóvgorod, Нижний Новгород | Kazan, Kazán, Казань | Kaliningrad, Kaliningrado, Königsberg, Калининград | Yekaterinburg, Ekaterimburgo, Екатеринбург | Novosibirsk, Новосибирск | Vladivostok, Владивосток
RW Kigali
SA Ar-Riyāḍ, Riyadh, Riad, الرياض | Makkah, Mecca, La Meca, مكة | Al-Madīnah, Medina, المدينة | Jiddah, Jeddah, Yeda, جدة
SD Al-Kharṭūm, Khartoum, Jartum, الخرطوم
SE Göteborg, Gothenburg, Gotemburgo | Malmö, Malmoe | Stockholm, Estocolmo | Uppsala, Upsala | Luleå, Lulea | Umeå, Umea
SG Singapore, Singapur, 新加坡
SI Ljubljana, Liubliana, Laibach | Maribor, Marburg an der Drau | Koper, Capodistria
SK Bratislava, Pressburg | Košice, Kosice, Kaschau
SM San Marino
SN Dakar
SO Muqdisho, Mogadishu, Mogadiscio
SV San Salvador
SY Dimashq, Damascus, Damasco, دمشق | Ḥalab, Aleppo, Alepo, حلب
TD N'Djamena, Yamena
TH Krung Thep, Bangkok, กรุงเทพ, กรุงเทพมหานคร | Chiang Mai, เชียงใหม่
TJ Dushanbe, Dusambé, Душанбе
TM Ashgabat, Asjabad, Aşgabat
TN Tūnis, Tunis, Túnez | Sfax, صفاقس
TR İstanbul, Istanbul, Estambul, Constantinople | İzmir, Izmir, Esmirna, Smyrna | Ankara, Angora | Bursa, Brusa | Antalya, Adalia
TT Port of Spain, Puerto España
TW Taipei, Taibei, 臺北, 台北 | Kaohsiung, Gaoxiong, 高雄 | Tainan, 臺南, 台南 | Taichung, 臺中, 台中
TZ Dar es Salaam, Dar es-Salam
UA Kyiv, Kiev, Київ | Kharkiv, Kharkov, Харків | Odesa, Odessa, Одеса | Lviv, Lvov, Львів, Leópolis, Lemberg | Dnipro, Dniepr, Dnepropetrovsk, Дніпро | Chernivtsi, Czernowitz, Чернівці | Uzhhorod, Úzhgorod, Ужгород
US New York, Nueva York, New York City, NYC | New Orleans, Nueva Orleans | Philadelphia, Filadelfia | Los Angeles, Los Ángeles | San Francisco | Saint Louis, St. Louis, San Luis | Saint Paul, St. Paul | Washington, Washington DC, Washington D.C. | Honolulu | Boston
UY Montevideo, Montevidéu
UZ Toshkent, Tashkent, Taskent, Ташкент | Samarqand, Samarkand, Samarcanda, Самарканд | Buxoro, Bukhara, Bujará
VA Città del Vaticano, Vatican City, Ciudad del Vaticano
VE Caracas
VN Hà Nội, Hanoi | Thành phố Hồ Chí Minh, Ho Chi Minh City, Saigon
XK Prishtina, Pristina, Prishtinë, Priština
YE Ṣan'ā', Sanaa, Saná, صنعاء | 'Adan, Aden, Adén
ZA Cape Town, Kaapstad, Ciudad del Cabo, Kapstadt | Johannesburg, Johannesburgo | Pretoria, Tshwane | Durban, eThekwini
ZW Harare
`;

interface City {
  readonly names: readonly string[];
  readonly country: string;
}

const known: readonly City[] = cities
  .trim()
  .split('\n')
  .flatMap((line) =>
    line
      .slice(3)
      .split(' | ')
      .map((names) => ({ names: names.split(', '), country: line.slice(0, 2) })),
  );

const byName = new Map<string, City[]>();
for (const city of known)
  for (const name of new Set(city.names.map(plainName))) byName.set(name, [...(byName.get(name) ?? []), city]);

/** All names of the cities that a name means, as `plainName` writes it; empty when it means none of the list. */
export const otherNamesOfCity = (plain: string): readonly string[] => byName.get(plain)?.flatMap(({ names }) => names) ?? [];

/** The codes of the countries in which the cities of a name lie; empty when it means none of the list. */
export const countriesOfCity = (plain: string): readonly string[] => [
  ...new Set(byName.get(plain)?.map(({ country }) => country)),
];

/** All names of cities that mean one of the list. */
export const cityNames: readonly string[] = known.flatMap(({ names }) => names);
