// What people call regions beside the names of ISO 3166-2 and CLDR: in other languages, short, and in the scripts of Asia and the Arabs.

/** In Spanish, German, French and Swedish, and as they are shortened on paper. */
export const otherNames = `
US-AL Ala
US-AZ Ariz
US-AR Ark
US-CA Calif, Cal, Kalifornien, Californie
US-CO Colo
US-CT Conn
US-DE Del
US-DC D.C., Washington DC, Washington D.C., Distrito de Columbia
US-FL Fla, Floride
US-GA Georgien, Géorgie
US-HI Hawái
US-IL Ill
US-IN Ind
US-KS Kan, Kans
US-KY Ky
US-LA Luisiana, Louisiane
US-MD Md
US-MA Mass
US-MI Mich, Míchigan
US-MN Minn
US-MS Miss, Misisipi, Misisipí
US-MO Misuri
US-MT Mont
US-NE Neb, Nebr
US-NV Nev
US-NH Nuevo Hampshire, Nueva Hampshire
US-NJ Nueva Jersey
US-NM N Mex, Nuevo México, Neumexiko, Nouveau-Mexique
US-NY Nueva York, État de New York, Estado de Nueva York
US-NC Carolina del Norte, North Carolina, Nordkarolina, Caroline du Nord
US-ND N Dak, Dakota del Norte, Norddakota, Dakota du Nord
US-OK Okla
US-OR Ore, Oreg, Oregón
US-PA Penn, Penna, Pensilvania, Pensylvania, Pennsylvanien, Pennsylvanie
US-PR Porto Rico
US-RI Isla de Rhode
US-SC Carolina del Sur, Südkarolina, Caroline du Sud
US-SD S Dak, Dakota del Sur, Süddakota, Dakota du Sud
US-TN Tenn, Tennesi
US-TX Tex, Tejas
US-VA Virginie
US-VI Islas Vírgenes de los Estados Unidos
US-WA Wash, Estado de Washington, État de Washington
US-WV W Va, Virginia Occidental, Virginia del Oeste, Virginie-Occidentale
US-WI Wis, Wisc
US-WY Wyo
CA-AB Alta
CA-BC Columbia Británica, Britisch-Kolumbien, Colombie-Britannique
CA-MB Man
CA-NB Nuevo Brunswick, Neubraunschweig, Nouveau-Brunswick
CA-NL Nfld, Newfoundland, Terranova y Labrador, Terranova, Neufundland und Labrador, Neufundland, Terre-Neuve-et-Labrador, Terre-Neuve
CA-NS Nueva Escocia, Neuschottland, Nouvelle-Écosse
CA-NT NWT, Territorios del Noroeste, Nordwest-Territorien, Territoires du Nord-Ouest
CA-ON Ont
CA-PE PEI, Isla del Príncipe Eduardo, Prinz-Edward-Insel, Île-du-Prince-Édouard
CA-QC Que, PQ
CA-SK Sask
MX-AGU Ags
MX-CMX CDMX, Mexico City, Distrito Federal, DF, Mexiko-Stadt, Ville de Mexico
MX-COA Coahuila
MX-MEX Estado de México, Edomex, State of Mexico
MX-MIC Michoacán
MX-VER Veracruz
DE-BW Baden-Wurtemberg, Bade-Wurtemberg, Baden-Wuerttemberg
DE-BY Baviera, Bavière, Freistaat Bayern
DE-BE Berlín
DE-BB Brandeburgo, Brandebourg
DE-HB Brema, Brême, Freie Hansestadt Bremen
DE-HH Hamburgo, Hambourg, Freie und Hansestadt Hamburg
DE-HE Hesse
DE-MV Mecklemburgo-Pomerania Occidental, Mecklembourg-Poméranie-Occidentale, Mecklenburg-Western Pomerania
DE-NI Baja Sajonia, Basse-Saxe, Lower Saxony
DE-NW Renania del Norte-Westfalia, Rhénanie-du-Nord-Westphalie, North Rhine-Westphalia, NRW
DE-RP Renania-Palatinado, Rhénanie-Palatinat, Rhineland-Palatinate
DE-SL Sarre
DE-SN Sajonia, Saxe, Saxony
DE-ST Sajonia-Anhalt, Saxe-Anhalt, Saxony-Anhalt
DE-SH Schleswig-Holstein
DE-TH Turingia, Thuringe, Thuringia, Thueringen
ES-AN Andalusien, Andalousie
ES-AR Aragonien
ES-AS Asturien, Asturies
ES-CN Islas Canarias, Canary Islands, Kanarische Inseln, Kanaren, Îles Canaries
ES-CB Kantabrien, Cantabrie
ES-CL Castile and León, Kastilien und León, Castille-et-León
ES-CM Castilla La Mancha, Castile-La Mancha, Kastilien-La Mancha, Castille-La Manche
ES-CT Cataluña, Catalonia, Katalonien, Catalogne
ES-EX Estremadura
ES-GA Galicia, Galicien, Galice
ES-IB Islas Baleares, Baleares, Balearic Islands, Balearen, Îles Baléares
ES-MD Comunidad Autónoma de Madrid, Community of Madrid, Autonome Gemeinschaft Madrid, Communauté de Madrid
ES-MC Region of Murcia
ES-NC Comunidad Foral de Navarra, Chartered Community of Navarre, Navarre
ES-PV Euskadi, País Vasco, Basque Country, Baskenland, Pays basque
ES-VC Comunidad Valenciana, Valencian Community, Comunitat Valenciana, Valencianische Gemeinschaft
ES-BI Vizcaya, Biscay
ES-SS Guipúzcoa
ES-VI Álava
ES-C La Coruña
ES-GI Gerona
ES-L Lérida
ES-OR Orense
FR-BRE Bretaña, Bretagne, Brittany
FR-20R Córcega, Corse, Corsica, Korsika
FR-IDF Isla de Francia, Ile de France
FR-NOR Normandía, Normandie, Normandy
FR-NAQ Nueva Aquitania, Neu-Aquitanien
FR-OCC Occitania, Okzitanien
FR-PAC PACA, Provenza-Alpes-Costa Azul
FR-PDL País del Loira, Pays de la Loire
IT-21 Piamonte, Piemont, Piémont, Piedmont
IT-23 Valle de Aosta, Aostatal, Aosta Valley
IT-25 Lombardía, Lombardei, Lombardie, Lombardy
IT-32 Trentino-Alto Adigio, Trentino, Trentin-Haut-Adige
IT-34 Véneto, Venetien, Vénétie
IT-42 Ligurien, Ligurie
IT-45 Emilia-Romaña, Émilie-Romagne
IT-52 Toscana, Toskana, Toscane
IT-55 Umbría, Umbrien, Ombrie
IT-57 Marcas, Marken, Marches
IT-62 Lacio, Latium
IT-72 Kampanien, Campanie
IT-75 Apulien, Pouilles, Apulia
IT-78 Kalabrien, Calabre
IT-82 Sicilia, Sizilien, Sicile, Sicily
IT-88 Cerdeña, Sardinien, Sardaigne, Sardinia
AT-1 Burgenland
AT-2 Carintia, Carinthie, Carinthia
AT-3 Baja Austria, Basse-Autriche, Lower Austria
AT-4 Alta Austria, Haute-Autriche, Upper Austria
AT-6 Estiria, Styrie, Styria
AT-7 Tyrol
AT-9 Viena, Vienna, Vienne
BE-BRU Bruselas, Brüssel, Bruxelles, Bruxelles-Capitale, Brussels
BE-VLG Flandes, Flandern, Flandre, Flanders, Vlaanderen
BE-WAL Valonia, Wallonien, Wallonie, Wallonia
BE-VAN Amberes, Anvers
BE-VOV Flandes Oriental, Ostflandern, Flandre-Orientale
BE-VWV Flandes Occidental, Westflandern, Flandre-Occidentale
CH-BE Berna, Berne
CH-BS Basilea-Ciudad, Bâle-Ville
CH-BL Basilea-Campo, Bâle-Campagne
CH-FR Friburgo, Freiburg
CH-GE Ginebra, Genf, Ginevra, Geneva
CH-GR Grisones, Grisons, Grigioni
CH-LU Lucerna, Lucerne
CH-NE Neuenburg
CH-SG San Galo, Saint-Gall, St. Gallen
CH-TI Tesino, Tessin
CH-VD Waadt
CH-VS Wallis
CH-ZH Zúrich, Zurich
GB-ENG Inglaterra, Angleterre, Inghilterra
GB-SCT Escocia, Schottland, Écosse, Alba
GB-WLS Gales, Pays de Galles, Galles, Cymru
GB-NIR Irlanda del Norte, Nordirland, Irlande du Nord
NL-NB Brabante Septentrional, Nordbrabant, Brabant-Septentrional, North Brabant
NL-NH Holanda Septentrional, Nordholland, Hollande-Septentrionale, North Holland
NL-ZH Holanda Meridional, Südholland, Hollande-Méridionale, South Holland
NL-ZE Zelanda, Seeland, Zélande, Zeeland
PT-11 Lisbon, Lissabon, Lisbonne
PT-13 Oporto
PT-20 Azores, Azoren, Açores
PT-30 Madère
PL-14 Mazovia, Masovia, Masowien, Mazovie
PL-24 Silesia, Schlesien, Silésie
PL-12 Lesser Poland, Kleinpolen, Petite-Pologne
PL-30 Greater Poland, Großpolen, Grande-Pologne
CZ-10 Praga, Prag, Prague, Praha
GR-I Ática, Attika, Attique
RU-MOW Moscú, Moskau, Moscou
RU-SPE San Petersburgo, Sankt Petersburg, Saint-Pétersbourg
UA-05 Vinnytsia
UA-07 Volyn
UA-09 Luhansk
UA-12 Dnipropetrovsk
UA-14 Donetsk
UA-18 Zhytomyr
UA-21 Zakarpattia
UA-23 Zaporizhzhia
UA-26 Ivano-Frankivsk
UA-30 Kiev, Kiew, Kyiv City
UA-32 Kyiv Oblast
UA-35 Kirovohrad
UA-43 Crimea
UA-46 Lviv
UA-48 Mykolaiv
UA-51 Odesa, Odessa
UA-53 Poltava
UA-56 Rivne
UA-59 Sumy
UA-61 Ternopil
UA-63 Kharkiv, Kharkov
UA-65 Kherson
UA-68 Khmelnytskyi
UA-71 Cherkasy
UA-74 Chernihiv
UA-77 Chernivtsi
AU-ACT Canberra
AU-NSW Nueva Gales del Sur, Neusüdwales, Nouvelle-Galles du Sud
AU-NT Territorio del Norte, Territoire du Nord
AU-QLD Qld
AU-SA Australia Meridional, Südaustralien, Australie-Méridionale
AU-TAS Tas, Tasmanien, Tasmanie
AU-WA Australia Occidental, Westaustralien, Australie-Occidentale
JP-01 Hokkaido
JP-13 Tokio, Tokyo-to, Tokyo Metropolis
AR-B Provincia de Buenos Aires, PBA
AR-C CABA, Capital Federal, Ciudad de Buenos Aires
BR-RJ Río de Janeiro
CO-DC Bogotá, Bogotá D.C.
PE-LMA Lima Metropolitana
GB-HRT Herts
GB-BKM Bucks
GB-OXF Oxon
GB-HAM Hants
GB-LAN Lancs
GB-LIN Lincs
GB-LEC Leics
GB-NTT Notts
GB-CAM Cambs
GB-GLS Glos
GB-STS Staffs
GB-WIL Wilts
GB-WOR Worcs
GB-WAR Warks
GB-SHR Salop
GB-NFK Norf
GB-NYK N Yorks
GB-NTH Northants
GB-DUR Durham
IR-03 East Azerbaijan, East Azarbaijan, Azerbaiyán Oriental
IR-04 West Azerbaijan, West Azarbaijan, Azerbaiyán Occidental
IR-06 Juzestán
IR-09 Razavi Khorasan, Khorasan
IR-10 Isfahan, Ispahan, Ispahán
IR-11 Sistan and Baluchestan, Sistan-Baluchestan, Sistán y Baluchistán
IR-12 Kurdistan, Kurdistán
IR-14 Chaharmahal and Bakhtiari
IR-17 Kohgiluyeh and Boyer-Ahmad
IR-23 Teheran, Teherán
IR-28 North Khorasan
IR-29 South Khorasan
MA-01 Tangier-Tetouan-Al Hoceima, Tangier
MA-02 Oriental
MA-03 Fez-Meknes, Fez
MA-04 Rabat-Sale-Kenitra
MA-06 Casablanca-Settat, Casablanca
MA-07 Marrakesh-Safi, Marrakesh
FI-01 Åland, Landskapet Åland
FI-02 Södra Karelen, South Karelia
FI-03 Södra Österbotten
FI-04 Södra Savolax
FI-05 Kajanaland
FI-06 Egentliga Tavastland
FI-07 Mellersta Österbotten
FI-08 Mellersta Finland
FI-09 Kymmenedalen
FI-10 Lappland
FI-11 Birkaland
FI-12 Österbotten
FI-13 Norra Karelen
FI-14 Norra Österbotten
FI-15 Norra Savolax
FI-16 Päijänne-Tavastland
FI-17 Satakunda
FI-18 Nyland
FI-19 Egentliga Finland
`;

/**
 * By country: a code, and the names in its own script, without the word for the kind of region. `_` is a blank. Where vowels are not
 * written, or signs stand for words, no rule of sounds finds the name of ISO.
 */
export const ownNames = `
JP 01 北海道 02 青森 03 岩手 04 宮城 05 秋田 06 山形 07 福島 08 茨城 09 栃木 10 群馬 11 埼玉 12 千葉 13 東京 14 神奈川 15 新潟 16 富山 17 石川 18 福井 19 山梨 20 長野 21 岐阜 22 静岡 23 愛知 24 三重 25 滋賀 26 京都 27 大阪 28 兵庫 29 奈良 30 和歌山 31 鳥取 32 島根 33 岡山 34 広島 35 山口 36 徳島 37 香川 38 愛媛 39 高知 40 福岡 41 佐賀 42 長崎 43 熊本 44 大分 45 宮崎 46 鹿児島 47 沖縄
CN AH 安徽 BJ 北京 CQ 重庆/重慶 FJ 福建 GD 广东/廣東 GS 甘肃/甘肅 GX 广西/廣西/广西壮族 GZ 贵州/貴州 HA 河南 HB 湖北 HE 河北 HI 海南 HK 香港 HL 黑龙江/黑龍江 HN 湖南 JL 吉林 JS 江苏/江蘇 JX 江西 LN 辽宁/遼寧 MO 澳门/澳門 NM 内蒙古/內蒙古 NX 宁夏/寧夏/宁夏回族 QH 青海 SC 四川 SD 山东/山東 SH 上海 SN 陕西/陝西 SX 山西 TJ 天津 XJ 新疆/新疆维吾尔 XZ 西藏 YN 云南/雲南 ZJ 浙江
TW CHA 彰化 CYI 嘉義市 CYQ 嘉義縣/嘉義 HSQ 新竹縣/新竹 HSZ 新竹市 HUA 花蓮 ILA 宜蘭 KEE 基隆 KHH 高雄 KIN 金門 LIE 連江/馬祖 MIA 苗栗 NAN 南投 NWT 新北 PEN 澎湖 PIF 屏東 TAO 桃園 TNN 臺南/台南 TPE 臺北/台北 TTT 臺東/台東 TXG 臺中/台中 YUN 雲林
KR 11 서울 26 부산 27 대구 28 인천 29 광주 30 대전 31 울산 41 경기 42 강원 43 충청북/충북 44 충청남/충남 45 전라북/전북 46 전라남/전남 47 경상북/경북 48 경상남/경남 49 제주 50 세종
IN AN अंडमान_और_निकोबार AP आंध्र_प्रदेश AR अरुणाचल_प्रदेश AS असम BR बिहार CG छत्तीसगढ़ CH चंडीगढ़ DL दिल्ली GA गोवा GJ गुजरात/ગુજરાત HP हिमाचल_प्रदेश HR हरियाणा JH झारखंड JK जम्मू_और_कश्मीर KA कर्नाटक/ಕರ್ನಾಟಕ KL केरल/കേരളം LA लद्दाख MH महाराष्ट्र ML मेघालय MN मणिपुर MP मध्य_प्रदेश MZ मिजोरम NL नागालैंड OD ओडिशा/ଓଡ଼ିଶା PB पंजाब/ਪੰਜਾਬ PY पुदुच्चेरी RJ राजस्थान SK सिक्किम TN तमिलनाडु/தமிழ்நாடு TR त्रिपुरा TS तेलंगाना/తెలంగాణ UK उत्तराखंड UP उत्तर_प्रदेश WB पश्चिम_बंगाल/পশ্চিমবঙ্গ
IL D הדרום/דרום HA חיפה JM ירושלים M המרכז/מרכז TA תל_אביב/תל_אביב_יפו Z הצפון/צפון
TH 10 กรุงเทพมหานคร/กรุงเทพฯ/กรุงเทพ 11 สมุทรปราการ 12 นนทบุรี 13 ปทุมธานี 20 ชลบุรี 30 นครราชสีมา 34 อุบลราชธานี 40 ขอนแก่น 41 อุดรธานี 50 เชียงใหม่ 57 เชียงราย 83 ภูเก็ต 84 สุราษฎร์ธานี 90 สงขลา
BD A বরিশাল B চট্টগ্রাম C ঢাকা D খুলনা E রাজশাহী F রংপুর G সিলেট H ময়মনসিংহ
EG ALX الإسكندرية ASN أسوان AST أسيوط C القاهرة FYM الفيوم GZ الجيزة KN قنا MN المنيا SUZ السويس
SA 01 الرياض 02 مكة_المكرمة/مكة 03 المدينة_المنورة/المدينة 04 الشرقية 05 القصيم 06 حائل 07 تبوك 08 الحدود_الشمالية 09 جازان 10 نجران 11 الباحة 12 الجوف 14 عسير
MA 01 طنجة_تطوان_الحسيمة 02 الشرق/الجهة_الشرقية 03 فاس_مكناس 04 الرباط_سلا_القنيطرة/الرباط 05 بني_ملال_خنيفرة 06 الدار_البيضاء_سطات/الدار_البيضاء 07 مراكش_آسفي/مراكش 08 درعة_تافيلالت 09 سوس_ماسة
AE AJ عجمان AZ أبو_ظبي/أبوظبي DU دبي FU الفجيرة RK رأس_الخيمة SH الشارقة UQ أم_القيوين
IQ DI ديالى NI نينوى
SY HM حماة
JO AM عمان/العاصمة AQ العقبة MN معان
LB AK عكار JL جبل_لبنان AS الشمال JA الجنوب BI البقاع NA النبطية BH بعلبك_الهرمل
TN 11 تونس 23 بنزرت 33 الكاف 41 القيروان 51 سوسة 61 صفاقس
DZ 15 تيزي_وزو 16 الجزائر 23 عنابة 25 قسنطينة 31 وهران
BY BR Брестская/Брэсцкая HO Гомельская HR Гродненская/Гродзенская MA Могилёвская/Магілёўская MI Минская/Мінская/Минская_область/Мінская_вобласць VI Витебская_область/Віцебская_вобласць HM Минск/Мінск
KZ 35 Карагандинская 79 Шымкент
RU LEN Ленинградская_область KHM Ханты-Мансийский/Югра SA Якутия/Саха KO Коми TY Тыва/Тува CU Чувашия KC Карачаево-Черкесия CE Чечня YAN Ямало-Ненецкий
UA 30 Київ/Киев
BG 18 Русе 23 София/Софийска/Софийска_област 25 Търговище
GR A Ανατολική_Μακεδονία_και_Θράκη
AM LO Լոռի GR Գեղարքունիք SU Սյունիք TV Տավուշ
GE AJ აჭარა GU გურია
PK PB پنجاب SD سندھ KP خیبر_پختونخوا BA بلوچستان IS اسلام_آباد
IR 23 تهران 10 اصفهان 07 فارس 09 خراسان_رضوی
`;

/** Names that people give to a region which ISO 3166-2 calls otherwise, and that another region of the country has, too. */
export const sharedNames = `
AR-C Buenos Aires
BG-22 Sofia, София
DO-01 Santo Domingo
KG-GO Osh
PE-LMA Lima
`;

/** Of regions of one name that are the same land, or of which one lies in the other without a word of it in ISO 3166-2: the one to count for. */
export const meantOfTwins = 'DK-101 EE-39 EE-74 HU-VE ID-MA ID-PA LU-LU'.split(' ');

/** Of which nation the councils of the United Kingdom are, which ISO 3166-2 does not say; all others are of England. */
export const councils: Readonly<Record<string, string>> = {
  'GB-SCT':
    'ABD ABE AGB ANS CLK DGY DND EAY EDH EDU ELN ELS ERW FAL FIF GLG HLD IVC MLN MRY NAY NLK ORK PKN RFW SAY SCB SLK STG WDU WLN ZET',
  'GB-WLS': 'AGY BGE BGW CAY CGN CMN CRF CWY DEN FLN GWN MON MTY NTL NWP PEM POW RCT SWA TOF VGL WRX',
  'GB-NIR': 'ABC AND ANN BFS CCG DRS FMO LBC MEA MUL NMD',
};

/** Counties that ISO 3166-2 has no code for: people who name one are counted for the part of the country in which it lies. */
export const partsOfRegions = `
GB-ENG London, Greater London, Greater Manchester, Merseyside, South Yorkshire, S Yorks, West Yorkshire, W Yorks, Tyne and Wear, West Midlands, Yorkshire, Yorks, Sussex, Middlesex, Middx, Berkshire, Berks, Bedfordshire, Beds, Cheshire, Avon, Cleveland, Humberside, Westmorland, Huntingdonshire, Hunts
GB-NIR Antrim, Armagh, Down, Fermanagh, Londonderry, Derry, Tyrone
GB-SCT Lothian, Strathclyde, Tayside, Grampian, Ayrshire, Lanarkshire, Perthshire, Inverness-shire, Argyllshire
GB-WLS Clwyd, Dyfed, Gwent, Glamorgan, Mid Glamorgan, South Glamorgan, West Glamorgan
`;
