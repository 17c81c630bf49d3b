using System.Globalization;

namespace AssetLibrary.Web.Names;

public enum NameGender
{
    None,
    Male,
    Female,
}

/// <summary>Words of names that are no names: titles, ages, numbers, articles, and what given names are called for short.</summary>
internal static class NameWords
{
    /// <summary>さん, 様: a title that says nothing of its bearer.</summary>
    public const string Honorific = "honorific";

    // A line: what the title is, whom it fits, and how it is spelled.
    private static readonly Dictionary<string, (string Title, NameGender Gender)> Titles = Table(
        """
        mr m mr mister herr hr monsieur señor signor signore senhor господин mstr 先生
        mrs f mrs missus frau fr madame mme señora sra signora sig.ra senhora госпожа madam ma'am 太太 夫人
        ms f ms miss fräulein frl mademoiselle mlle señorita srta signorina senhorita 小姐 女士
        dr - dr doctor doktor docteur доктор доктора 医生 醫生 医師 博士 大夫 dra doctora dottore dott dottoressa doutor doutora
        prof - prof professor professorin professeur profesor profesora professore professoressa профессор 教授
        teacher - 老师 老師
        captain - captain capt cpt capitaine kapitän hauptmann capitán capitano capitão капитан 队长 隊長 船长 船長 大尉
        sergeant - sergeant sgt sarge feldwebel sergent sargento sergente сержант 警长 巡査部長
        lieutenant - lieutenant lt leutnant teniente tenente лейтенант 中尉
        major - major maj комиссар-майор майор comandante commandant commander cmdr
        colonel - colonel col oberst coronel colonnello полковник 上校 大佐
        general - general gen général generale генерал 将军 將軍
        private - pvt gefreiter рядовой
        officer - officer wachtmeister agent 警官
        detective - detective det 侦探 偵探 刑事 детектив следователь
        inspector - inspector insp inspektor inspecteur inspectora ispettore inspetor инспектор 警部 探长
        commissioner - commissioner kommissar kommissarin commissaire comisario comisaria commissario commissaria комиссар 局长
        constable - constable pc
        sheriff - sheriff шериф
        agent - special
        judge - judge richter richterin juge juez giudice судья 法官
        nurse - nurse schwester-krankenpflege infirmière enfermera infermiera медсестра 护士
        sir m sir
        lord m lord
        lady f lady dame
        king m king könig roi rey rei король 国王
        queen f queen königin reine reina regina королева 女王
        prince m prince prinz príncipe principe принц князь 王子
        princess f princess prinzessin princesse princesa principessa принцесса княгиня 公主
        count m count graf comte conde conte граф 伯爵
        countess f countess gräfin comtesse condesa contessa condessa графиня
        baron m baron barón barone barão барон
        baroness f baroness baronin baronne baronesa baronessa баронесса
        father m father fr. pater père padre отец 神父
        sister f sister schwester sœur soeur hermana suor irmã сестра
        brother m brother bruder frère fray hermano fra frei брат
        don m don dom
        dona f doña dona donna
        uncle m uncle onkel oncle tío zio tio дядя 叔叔 おじさん
        aunt f aunt auntie tante tía zia tia тётя тетя 阿姨 おばさん
        grandma f grandma granny oma mémé abuela nonna avó бабушка 奶奶 おばあさん
        grandpa m grandpa opa pépé abuelo nonno avô дедушка 爷爷 おじいさん
        honorific - さん さま 様 くん 君 ちゃん 氏 殿
        """
    );

    private static readonly Dictionary<string, string> Ages = Lines(
        """
        young young younger junge junger junges jüngere jüngerer jung jeune jeunes joven giovane jovem молодой молодая юный юная 年轻的 年輕的
        young 年轻 少年 若き 若い little kleine kleiner kleines petit petite pequeño pequeña piccolo piccola pequeno pequena маленький маленькая
        young младший kid child baby toddler teen teenage teenaged
        old old older elder elderly alte alter altes ältere älterer alt vieux vieille vieil viejo vieja anciano anciana vecchio vecchia
        old velho velha старый старая старик старуха старший пожилой пожилая 年老的 年老 老いた aged
        junior jr jnr junior fils filho
        senior sr snr senior
        grown grown adult adulte adulto adulta
        other other another andere anderer autre otra otro altra altro outra outro другой другая
        future future
        past past
        fake fake
        """
    );

    private static readonly Dictionary<string, string> Numbers = Lines(
        """
        1 first one eins erster erste erstes premier première primero primera primo prima primeiro primeira первый первая первое
        2 second two zwei zweiter zweite zweites deuxième seconde deux segundo segunda secondo seconda due dos dois второй вторая второе ii
        3 third three drei dritter dritte drittes troisième trois tercero tercera terzo terza terceiro terceira tres tre três третий
        3 третья третье iii
        4 fourth four vier vierter vierte quatrième quatre cuarto cuarta quarto quarta cuatro quattro quatro четвёртый четвёртая iv
        5 fifth five fünf fünfter fünfte cinquième cinq quinto quinta cinco cinque пятый пятая
        6 sixth six sechs sechster sechste sixième sexto sexta sesto sesta seis sei шестой шестая vi
        7 seventh seven sieben siebter siebte septième sept séptimo siete sette sete седьмой vii
        8 eighth eight acht achter achte huitième huit octavo ocho otto oito восьмой viii
        9 ninth nine neun neunter neunte neuvième neuf noveno nueve nove девятый ix
        10 tenth ten zehn zehnter zehnte dixième dix décimo diez dieci dez десятый
        11 eleventh eleven elf onze once undici одиннадцатый
        12 twelfth twelve zwölf zwölfter douze douzième doce dodici doze двенадцатый
        """
    );

    private const string CountedSigns = "一二三四五六七八九十",
        NamedSigns = "甲乙丙丁";

    private static readonly HashSet<string> Articles = Set(
        """
        the a an der die das den dem des ein eine einen einem le la les l un une du de d el los las lo il i gli uno una o os um uma
        """
    );

    private static readonly HashSet<string> Joints = Set(
        """
        of from for in on at and with von vom van zu zum zur aus mit und im am für di da do dos das del della delle dei degli e y et con
        en para por pour avec au aux sur с из на в и для af av ter ten het y
        no nr num nº number nummer numéro número numero № #
        """
    );

    // Who comes along makes another of the name: MARA AND TOM is not Mara.
    private static readonly HashSet<string> Company = Set("and with und mit et avec y e con com и с");

    private static readonly HashSet<string> Marks = Set("vo v o s os oc cont contd cont'd off offscreen on-screen voice pre-lap filtered");

    private static readonly HashSet<string> Indoors = Set(
        "int ext est i/e int/ext innen außen aussen intérieur extérieur inter exter интерьер натура инт нат 内 外 内景 外景"
    );

    private static readonly HashSet<string> Times = Set(
        """
        day night morning evening afternoon dawn dusk noon midnight continuous later same tag nacht morgen abend mittag morgens abends
        nachts jour nuit matin soir aube crépuscule día noche mañana tarde amanecer
        giorno notte mattina sera alba dia noite manhã день ночь утро вечер 日 夜 昼 朝 夕 晚 日间 夜间 白天 晚上 清晨 黄昏
        """
    );

    private static readonly HashSet<string> Relations = Set(
        """
        mother father mom mum dad brother sister wife husband son daughter friend boss assistant neighbor neighbour widow widower twin
        secretary driver double girlfriend boyfriend cousin nephew niece
        mutter vater bruder schwester frau mann sohn tochter freund freundin chef assistent assistentin nachbar nachbarin witwe zwilling
        sekretärin fahrer
        mère père frère sœur soeur femme mari fils fille ami amie patron assistante voisin voisine veuve secrétaire
        madre padre hermano hermana esposa marido hijo hija amigo amiga jefe asistente vecino vecina viuda
        fratello sorella moglie figlio figlia amico amica capo vicino vedova
        mãe pai irmão irmã filho filha chefe vizinho viúva
        мать отец мама папа брат сестра жена муж сын дочь друг подруга начальник сосед соседка вдова
        """
    );

    private static readonly string[] RelationsUnspaced =
    [
        "妈妈",
        "母亲",
        "父亲",
        "爸爸",
        "哥哥",
        "弟弟",
        "姐姐",
        "妹妹",
        "妻子",
        "丈夫",
        "儿子",
        "女儿",
        "朋友",
        "の母",
        "の父",
        "の妻",
        "の夫",
        "の兄",
        "の弟",
        "の姉",
        "の妹",
        "の友",
    ];

    private static readonly HashSet<string> Kinds = Set(
        """
        hotel motel inn pub bar café cafe restaurant bistro club cinema theatre theater hospital school church castle farm shop store bakery
        gasthaus gasthof kneipe kino krankenhaus schule kirche schloss bäckerei hôtel auberge brasserie église château boulangerie
        hostal taberna iglesia castillo albergo osteria trattoria ristorante chiesa castello igreja castelo гостиница кафе ресторан
        кинотеатр вокзал станция больница школа
        """
    );

    // A line is one name: who bears it, its spellings and what it is called for short. Those that are in two lines mean either.
    private static readonly ILookup<string, (int Line, NameGender Gender)> Given = GivenNames
        .Lines.SelectMany((l, i) => l.Names.Select(n => (Name: PlainText.Of(n), Line: i, l.Gender)))
        .ToLookup(n => n.Name, n => (n.Line, n.Gender), StringComparer.Ordinal);

    public static (string Title, NameGender Gender)? Title(string word) => Titles.TryGetValue(word, out var title) ? title : null;

    public static string? Age(string word) => Ages.GetValueOrDefault(word);

    public static string? Number(string word) => Numbers.GetValueOrDefault(word);

    public static string? CountedSign(char sign) =>
        Math.Max(CountedSigns.AsSpan().IndexOf(sign), NamedSigns.AsSpan().IndexOf(sign)) is >= 0 and var at
            ? (at + 1).ToString(CultureInfo.InvariantCulture)
            : null;

    public static bool IsArticle(string word) => Articles.Contains(word);

    public static bool IsJoint(string word) => Joints.Contains(word);

    public static bool IsCompany(string word) => Company.Contains(word);

    public static bool IsMark(string word) => Marks.Contains(word);

    public static bool IsIndoors(string word) => Indoors.Contains(word);

    public static bool IsTime(string word) => Times.Contains(word);

    public static bool IsRelation(string word) =>
        Relations.Contains(word) || RelationsUnspaced.Any(r => word.Contains(r, StringComparison.Ordinal));

    public static bool IsKind(string word) => Kinds.Contains(word);

    public static bool IsGiven(string word) => Given.Contains(word);

    /// <summary>Both are given names, and one may be what the other is called.</summary>
    public static bool IsShortFor(string one, string other) => Given[one].Any(o => Given[other].Any(p => p.Line == o.Line));

    public static NameGender GenderOf(string word)
    {
        var genders = Given[word].Select(g => g.Gender).Distinct().Take(2).ToList();
        return genders.Count == 1 ? genders[0] : NameGender.None;
    }

    /// <summary>Titles that stand at the end of a name without a space, the longest first.</summary>
    public static IReadOnlyList<string> TitlesUnspaced { get; } =
    [.. Titles.Keys.Where(Letters.IsUnspaced).OrderByDescending(t => t.Length)];

    public static IReadOnlyList<string> AgesUnspaced { get; } = [.. Ages.Keys.Where(Letters.IsUnspaced).OrderByDescending(t => t.Length)];

    private static HashSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(PlainText.Of).ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, string> Lines(string table)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            foreach (var word in words.Skip(1))
            {
                found.TryAdd(PlainText.Of(word), words[0]);
            }
        }

        return found;
    }

    private static Dictionary<string, (string, NameGender)> Table(string table)
    {
        var found = new Dictionary<string, (string, NameGender)>(StringComparer.Ordinal);
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            foreach (var word in words.Skip(2))
            {
                var gender = words[1] switch
                {
                    "m" => NameGender.Male,
                    "f" => NameGender.Female,
                    _ => NameGender.None,
                };
                found.TryAdd(PlainText.Of(word), (words[0], gender));
            }
        }

        return found;
    }
}
