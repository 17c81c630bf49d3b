using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>
/// What descriptions have in common, the rarer the more: a word counts as the inverse of the share of descriptions that have
/// it, among those at hand. It can lift a name that is near, and never makes one of two names that are not alike.
/// </summary>
internal sealed class DescriptionWords
{
    private const int ShortestWord = 4,
        MostShown = 3,
        LongestText = 2000;
    private const double MostLift = 0.08,
        PerWord = 0.025;

    // Words of no weight in nine languages; the short ones are left out by length.
    private static readonly HashSet<string> Empty = """
        about after again also always around because been before being both come could does down each even ever every find from gets give goes have having here himself herself into just keep kind know known later like little live lives long look looks made make many more most much must never next once only other over same seems some something still such take than that their them then there these they thing this those through time toward under until very wears wearing well were what when where which while whom whose will with without would young year years your
        aber alle allem allen aller alles auch beim bereits dabei damit dann dass dein deine denn deren dessen dich dies diese diesem diesen dieser dieses doch dort durch eine einem einen einer eines etwas euch fast ganz gegen haben hatte hinter ihre ihrem ihren ihrer immer jede jedem jeden jeder jedes jetzt kann kein keine mehr meine meist mich mit nach nicht noch oder ohne schon sehr sein seine seinem seinen seiner sich sind tragt uber unter viel vom wegen weil welche wenn werden wieder wird zwischen jahre jahren jahr
        alors apres aussi autre avant avec avoir beaucoup bien cela celle ceux chaque chez comme dans depuis deux dont elle elles encore entre etre fait leur leurs mais meme moins nous parce pendant peut plus pour quand quel quelle sans sera sont sous sur toujours tous tout toute tres trop vers votre porte
        algo alguien antes aqui aunque cada como con contra cuando desde donde durante ella ellas ellos entre esta estaba estan este esto estos habia hacia hasta lleva menos mientras mismo mucho muchos nada otra otro para pero poco porque puede quien siempre sino sobre solo suele tambien tiene toda todo todos unos
        alla anche ancora avere bene chi come con contro cosa cui dalla dalle degli della delle dopo dove durante ecco essere fare fino gia hanno loro mentre molto nella nelle niente ogni oltre perche pero piu poco porta prima quale quando quella quello questa questo sempre senza sono sotto stato suoi tanto troppo tutta tutti tutto verso
        ainda alguem antes aquela aquele cada com como contra depois desde durante ela elas eles entre essa esse esta este foram isso mais mas mesmo muito nada nunca onde para pela pelo perto pode porque quando quem sempre sobre tambem tem toda todo usa
        была были было быть ведь всегда всех всего даже если есть еще здесь когда которая которые который меня между может можно него нее них носит один очень перед после потом почти просто себя свои свой своя также тебя тогда только тоже уже хотя через чтобы этот этого
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    private readonly Dictionary<string, int> documents = new(StringComparer.Ordinal);
    private int count;

    public static HashSet<string> Of(string description)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var unspaced = "";
        foreach (var piece in TextPieces.Words(SearchText.Normalize(SearchText.Cut(description, LongestText))))
        {
            // Words without spaces are told by two signs.
            if (piece.Length == 1 && Letters.IsUnspaced(piece) && !Letters.IsKana(piece))
            {
                if (unspaced.Length == 1)
                {
                    words.Add(unspaced + piece);
                }

                unspaced = piece;
                continue;
            }

            unspaced = "";
            if (piece.Length >= ShortestWord && !Empty.Contains(piece))
            {
                words.Add(piece);
            }
        }

        return words;
    }

    public void Count(HashSet<string> words)
    {
        count += words.Count > 0 ? 1 : 0;
        foreach (var word in words)
        {
            documents[word] = documents.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>What the name's likeness becomes, and the words to show.</summary>
    public (double Lift, IReadOnlyList<string> Shared) Compare(HashSet<string> one, HashSet<string> other)
    {
        var shared = one.Where(other.Contains)
            .Select(w => (Word: w, Weight: Rarity(w)))
            .Where(w => w.Weight > 0.3)
            .OrderByDescending(w => w.Weight)
            .ThenBy(w => w.Word, StringComparer.Ordinal)
            .ToList();
        return (Math.Min(MostLift, PerWord * shared.Sum(w => w.Weight)), [.. shared.Take(MostShown).Select(w => w.Word)]);
    }

    // 1 for a word that only these two have, 0 for one that all have.
    private double Rarity(string word) =>
        count <= 2 ? 1 : Math.Clamp(1 - (Math.Log(Math.Max(1, documents.GetValueOrDefault(word) - 1)) / Math.Log(count)), 0, 1);
}
