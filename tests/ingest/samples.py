"""Texts in many languages, written for these tests: one small story, told each time anew."""

ENGLISH = (
    "The city closed the bridge over the river to lorries on Tuesday evening. Nobody was hurt, according to "
    "witnesses, but the road will not be opened before Monday. The mayor doubts the figures in the report."
)
FRENCH = (
    "Hier soir, la mairie a annoncé que le pont situé près de l’église était fermé aux camions. D’après des "
    "témoins, personne n’a été blessé, mais la route ne sera pas rouverte avant lundi, et le maire doute du rapport."
)
GERMAN = (
    "Gestern Abend erklärte die Stadt, die Brücke über den Fluss sei für Lastwagen gesperrt. Nach Angaben von "
    "Zeugen wurde niemand verletzt, die Straße bleibt jedoch bis Montag geschlossen, und das ist nicht alles."
)
SPANISH = (
    "Anoche la ciudad anunció que el puente sobre el río se cerró para los camiones. Según los testigos no hubo "
    "heridos, pero la carretera no se abrirá hasta el lunes. El alcalde duda de las cifras que da el informe."
)
TURKISH = (
    "Dün akşam belediye, nehrin üzerindeki köprünün kamyonlara kapatıldığını açıkladı. Görgü tanıklarına göre "
    "kimse yaralanmadı ama yol pazartesi gününe kadar kapalı ve bu karar için bir rapor var, çok da ayrıntılı değil."
)
POLISH = (
    "Wczoraj wieczorem miasto ogłosiło, że most nad rzeką został zamknięty dla ciężarówek. Według świadków nikt "
    "nie ucierpiał, ale droga do poniedziałku jest zamknięta, a burmistrz nie wierzy w liczby z raportu i się złości."
)
RUSSIAN = (
    "Вчера вечером представители городской администрации сообщили, что мост через реку закрыт для грузовиков. По "
    "словам очевидцев, никто не пострадал, но дорога останется перекрытой до понедельника, как и было обещано."
)
UKRAINIAN = (
    "Учора ввечері міська влада повідомила, що міст через річку закрито для вантажівок. За словами очевидців, "
    "ніхто не постраждав, але дорога залишиться перекритою до понеділка, і це не все, що відомо про міст."
)
ARABIC = (
    "قال متحدث باسم البلدية مساء أمس إن الجسر على النهر أغلق أمام الشاحنات. وأضاف شهود أن أحدا لم يصب بأذى، لكن "
    "الطريق التي تمر من الجسر ستبقى مغلقة إلى يوم الاثنين بعد هذا القرار."
)
PERSIAN = (
    "سخنگوی شهرداری دیشب گفت که پل روی رودخانه برای کامیون‌ها بسته شده است. به گفته شاهدان کسی آسیب ندیده و جاده "
    "تا دوشنبه بسته می‌ماند و این تصمیم را از روی گزارش گرفته‌اند که در آن یک نقص آمده است."
)
HEBREW = (
    "אמש הודיעה העירייה כי הגשר מעל הנהר נסגר לתנועת משאיות. לדברי עדי ראייה איש לא נפגע, "
    "אך הכביש יישאר סגור עד יום שני."
)
GREEK = (
    "Χθες το βράδυ ο δήμος ανακοίνωσε ότι η γέφυρα πάνω από το ποτάμι έκλεισε για τα φορτηγά. Κανείς δεν τραυματίστηκε."
)
JAPANESE = (
    "昨夜、市の担当者は、川にかかる橋をトラックの通行止めにしたと発表しました。"
    "けが人はいませんでしたが、道路は月曜日まで閉鎖されます。"
)
CHINESE = (
    "昨天晚上，市政府宣布河上的大桥禁止卡车通行。据目击者说，没有人受伤，"
    "但道路将关闭到星期一。记者要求公开文件，但没有得到答复。"
)
KOREAN = (
    "어제 저녁 시청은 강 위의 다리를 트럭에 대해 폐쇄한다고 발표했다. "
    "목격자들에 따르면 다친 사람은 없지만 도로는 월요일까지 폐쇄된다."
)
