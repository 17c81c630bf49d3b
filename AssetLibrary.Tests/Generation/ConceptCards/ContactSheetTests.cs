using System.Globalization;
using System.Text;
using AssetLibrary.Tests.Imaging;
using AssetLibrary.Web.Generation.ConceptCards;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Generation.ConceptCards;

/// <summary>Many cards on one picture, for a person to look at: artifacts/concept-cards.jpg, or in ASSETLIBRARY_ARTIFACTS.</summary>
public sealed class ContactSheetTests(WorkersFixture fixture) : IClassFixture<WorkersFixture>
{
    private static readonly string[] Noir = ["#10141f", "#2a3d5c", "#c9822b", "#e8dcc3"];
    private static readonly string[] Pastel = ["#f4efe6", "#e3a587", "#9fc2b8", "#5b6c8f", "#d9534f"];
    private static readonly string[] Desert = ["#3b1f1b", "#a8482c", "#e0a458", "#f2e3c6"];

    public static IReadOnlyList<ConceptCard> Cards =>
        [
            Character("Mara Vance", "A detective in a long coat. She never sleeps.", Noir, 0),
            Character("Old Tobias", "An old lighthouse keeper with a grey beard.", Desert, 1),
            Character("Дмитрий Соловьёв", "Отставной капитан.", [], 2),
            Character("深夜来电的女人", "她在深夜打来电话。", [], 3),
            Character("ليلى بنت المهندس", "امرأة شابة تبحث عن أخيها المفقود.", Pastel, 2),
            Character("<b>Bob & \"Co\"</b>", "A man in a hat who says <script>.", [], 0),
            Character(
                "Officer Ruth Adeyemi-Castellanos of the Northern Harbour Police and Customs Authority, Retired",
                "A police officer.",
                Noir,
                2
            ),
            Character("Iva", "A girl of nine with a red coat.", Pastel, 3),
            Character("Dr. Voss", "A scientist with glasses. Male, 50.", [], 4),
            Character("Mrs. Amsel", "An elderly woman, always cold.", Desert, 5),
            Character("Kai", "A young man from the docks.", [], 6),
            Character("רחל מן הצפון", "אישה צעירה עם מזוודה.", [], 7),
            Location("Lighthouse Bay", "The sea at dusk, a small boat.", Desert, 0),
            Location("INT. KITCHEN – NIGHT", "A narrow kitchen with three lamps.", Noir, 0),
            Location("東京の路地", "City street at night after rain.", [], 1),
            Location("Forest road", "Morning fog in a pine forest.", [], 0),
            Location("The Archive", "A hospital-like corridor under the city.", Noir, 1),
            Location("Rue des Martyrs", "A city house front in the evening.", Pastel, 0),
            Location("Highway 9", "A road through fields at noon.", Pastel, 0),
            Location("Mountain Lake", "A lake in the mountains at night.", [], 1),
            Prop("Brass Lamp", "A desk lamp from 1934.", Noir, 0),
            Prop("The Letter", "A letter that was never opened.", Desert, 1),
            Prop("Umbrella", "A black umbrella.", Pastel, 2),
            Prop("Car Key", "The key of a rented car.", [], 3),
            Prop("红色的手提箱", "箱", [], 0),
            Prop("Father's camera", "A camera in its leather case", Pastel, 1),
        ];

    [Fact]
    public async Task All_cards_fit_on_one_sheet_to_look_at()
    {
        var folder = Artifacts();
        Directory.CreateDirectory(folder);
        var seed = long.Parse(Environment.GetEnvironmentVariable("CONCEPT_CARD_SEED") ?? "0", CultureInfo.InvariantCulture);

        await fixture.Workers.DrawAsync(
            Sheet([.. Cards.Select(card => card with { Seed = card.Seed + seed })]),
            Path.Combine(folder, "concept-cards.jpg"),
            1900,
            1790,
            CancellationToken.None
        );

        Assert.True(new FileInfo(Path.Combine(folder, "concept-cards.jpg")).Length > 100_000);
    }

    private static string Sheet(IReadOnlyList<ConceptCard> cards)
    {
        var sheet = new StringBuilder(
            """<svg xmlns="http://www.w3.org/2000/svg" width="1900" height="1790"><rect width="1900" height="1790" fill="#777"/>"""
        );
        var (x, y, number) = (10.0, 10.0, 0);
        foreach (var card in cards)
        {
            var scale = card.Type == AssetType.Location ? 0.452 : 0.602;
            var (width, height) = (card.Width * scale, card.Height * scale);
            if (x + width > 1900)
            {
                (x, y) = (10, y + (cards[number - 1].Height * (cards[number - 1].Type == AssetType.Location ? 0.452 : 0.602)) + 6);
            }
            var own = string.Create(CultureInfo.InvariantCulture, $"c{number++}d");
            var svg = card.ToSvg()
                .Replace("id=\"d", $"id=\"{own}", StringComparison.Ordinal)
                .Replace("url(#d", $"url(#{own}", StringComparison.Ordinal);
            sheet.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({x} {y}) scale({scale})\">{svg}</g>");
            x += width + 6;
        }
        return sheet.Append("</svg>").ToString();
    }

    private static string Artifacts()
    {
        if (Environment.GetEnvironmentVariable("ASSETLIBRARY_ARTIFACTS") is { Length: > 0 } named)
        {
            return named;
        }
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AssetLibrary.sln")))
        {
            folder = folder.Parent;
        }
        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts");
    }

    private static ConceptCard Character(string name, string description, string[] palette, long seed) =>
        new(AssetType.Character, name, description, palette, "Harbour noir", 512, 768, seed);

    private static ConceptCard Location(string name, string description, string[] palette, long seed) =>
        new(AssetType.Location, name, description, palette, "Harbour noir", 1024, 576, seed);

    private static ConceptCard Prop(string name, string description, string[] palette, long seed) =>
        new(AssetType.Prop, name, description, palette, "", 512, 512, seed);
}
