using System.Globalization;
using System.Text;
using System.Xml;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>
/// What a Final Draft file says, before it becomes a screenplay. Final Draft publishes no description of FDX; this reads what
/// its own files and those of other programs have in common. Throws <see cref="XmlException"/> where the XML is broken or nested
/// deeper than any script is; what was read until then can be used.
/// </summary>
internal sealed class FinalDraftDocument : IDisposable
{
    private const int Deepest = 64;

    /// <summary>A dual dialogue or an omitted scene counts as two characters in the ranges of script notes.</summary>
    private const int EmbeddedLength = 2;

    private readonly XmlReader xml;
    private readonly StringBuilder words = new();
    private int offset;

    public FinalDraftDocument(string text)
    {
        // Characters that XML does not allow are left out of the texts later; some programs write them for soft line ends.
        xml = XmlReader.Create(
            new StringReader(text),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                CheckCharacters = false,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                MaxCharactersInDocument = ScriptText.MaxBytes,
            }
        );
    }

    public string? Root { get; private set; }

    /// <summary>The script itself was read to its end, whatever comes of the rest of the file.</summary>
    public bool ScriptIsWhole { get; private set; }

    /// <summary>How many paragraphs of the script were begun: the number of the one to blame.</summary>
    public int ParagraphsBegun { get; private set; }

    public List<FinalDraftParagraph> Paragraphs { get; } = [];

    /// <summary>The paragraphs of the title page; an empty one separates.</summary>
    public List<string> TitleParagraphs { get; } = [];

    public FinalDraftTags Tags { get; } = new();

    /// <summary>Names the program keeps for typing ahead, also those the script no longer has.</summary>
    public List<string> CastNames { get; } = [];

    public List<string> LocationNames { get; } = [];

    public void Dispose() => xml.Dispose();

    public void Read()
    {
        while (Next() && xml.NodeType != XmlNodeType.Element) { }
        Root = xml.LocalName;
        if (Root != "FinalDraft")
        {
            return;
        }
        EachChild(name =>
        {
            switch (name)
            {
                case "Content":
                    EachChild(child => ReadIf(child == "Paragraph", () => Paragraph(dual: false)));
                    ScriptIsWhole = true;
                    break;
                case "TitlePage":
                    EachChild(child => ReadIf(child == "Content", () => EachChild(_ => TitleParagraphs.Add(Text()))));
                    break;
                case "ScriptNotes":
                    EachChild(child => ReadIf(child == "ScriptNote", NoteAtRange));
                    break;
                case "SmartType":
                    EachChild(Names);
                    break;
                case "Cast":
                    EachChild(child => ReadIf(child == "Member", () => AddName(CastNames, xml.GetAttribute("Character"))));
                    break;
                case "TagData":
                    EachChild(_ => EachChild(Tag));
                    break;
                default:
                    Pass();
                    break;
            }
        });
    }

    private void Paragraph(bool dual)
    {
        ParagraphsBegun++;
        var paragraph = new FinalDraftParagraph
        {
            Type = xml.GetAttribute("Type") is { } style ? xml.NameTable.Add(style) : null,
            SceneNumber = xml.GetAttribute("Number")?.Trim(' ', '#') is { Length: > 0 } number ? number : null,
            Centered = xml.GetAttribute("Alignment") == "Center",
            StartsPage = xml.GetAttribute("StartsNewPage") == "Yes",
            Dual = dual,
            Offset = offset,
        };
        Paragraphs.Add(paragraph);
        EachChild(name =>
        {
            switch (name)
            {
                case "Text":
                    var tagNumbers = xml.GetAttribute("TagNumber");
                    var run = Text();
                    offset += dual ? 0 : run.Length;
                    paragraph.Add(run, tagNumbers);
                    break;
                case "SceneProperties":
                    paragraph.AddSynopsis(xml.GetAttribute("Title"));
                    paragraph.Eighths = Eighths(xml.GetAttribute("Length"));
                    EachChild(child => ReadIf(child == "Summary", () => paragraph.AddSynopsis(TextOfParagraphs())));
                    break;
                case "ScriptNote":
                    paragraph.AddNote(TextOfParagraphs());
                    break;
                case "DualDialogue":
                    offset += EmbeddedLength;
                    EachChild(child => ReadIf(child == "Paragraph", () => Paragraph(dual: true)));
                    break;
                case "OmittedScene":
                    offset += EmbeddedLength;
                    paragraph.HasOmittedScene = true;
                    Pass();
                    break;
                case "Paragraph":
                    Paragraph(dual);
                    break;
                default:
                    Pass();
                    break;
            }
        });
        offset += dual ? 0 : 1;
    }

    /// <summary>A note of newer versions: it stands behind the script and says which of its characters it is about.</summary>
    private void NoteAtRange()
    {
        var range = xml.GetAttribute("Range")?.Split(',')[0];
        var text = TextOfParagraphs();
        if (Paragraphs.Count == 0 || text.Length == 0)
        {
            return;
        }
        var start = int.TryParse(range, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        var (low, high) = (0, Paragraphs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Paragraphs[middle].Offset <= start ? (middle, high) : (low, middle - 1);
        }
        Paragraphs[low].AddNote(text);
    }

    private void Names(string list) =>
        EachChild(_ =>
        {
            var text = Text();
            AddName(
                list switch
                {
                    "Characters" => CastNames,
                    "Locations" => LocationNames,
                    _ => [],
                },
                text
            );
        });

    private void Tag(string name)
    {
        switch (name)
        {
            case "TagCategory":
                Tags.AddCategory(xml.GetAttribute("Id"), xml.GetAttribute("Name"));
                Pass();
                break;
            case "TagDefinition":
                Tags.AddDefinition(xml.GetAttribute("Id"), xml.GetAttribute("CatId"), xml.GetAttribute("Label"));
                Pass();
                break;
            case "Tag":
                var number = xml.GetAttribute("Number");
                EachChild(child => ReadIf(child == "DefId", () => Tags.AddNumber(number, Text())));
                break;
            default:
                Pass();
                break;
        }
    }

    /// <summary>"2 3/8", "3/8" or "1"; null for none and for what no scene is as long as.</summary>
    private static int? Eighths(string? length)
    {
        var sum = 0;
        foreach (var part in (length ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fraction = part.EndsWith("/8", StringComparison.Ordinal);
            if (
                !int.TryParse(fraction ? part[..^2] : part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number > 999
            )
            {
                return null;
            }

            sum += fraction ? number : number * 8;
        }

        return sum > 0 ? sum : null;
    }

    private static void AddName(List<string> names, string? name)
    {
        if (!string.IsNullOrWhiteSpace(name))
        {
            names.Add(ScriptText.Clean(name).Trim());
        }
    }

    private string TextOfParagraphs()
    {
        var paragraphs = new List<string>();
        EachChild(child => ReadIf(child == "Paragraph", () => paragraphs.Add(Text())));
        return string.Join('\n', paragraphs).Trim();
    }

    /// <summary>All text within the element. The white space between the tags of a paragraph is none of it.</summary>
    private string Text()
    {
        if (xml.LocalName == "Paragraph")
        {
            var runs = new StringBuilder();
            EachChild(child => ReadIf(child == "Text", () => runs.Append(Text())));
            return ScriptText.Clean(runs.ToString());
        }
        if (xml.IsEmptyElement)
        {
            return "";
        }
        words.Clear();
        for (var depth = xml.Depth; Next() && xml.Depth > depth; )
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                words.Append(xml.Value);
            }
        }
        return words.ToString();
    }

    /// <summary>Calls read on every child element; it must leave the reader at the end of that child.</summary>
    private void EachChild(Action<string> read)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }
        for (var depth = xml.Depth; Next() && xml.Depth > depth; )
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                read(xml.LocalName);
            }
        }
    }

    private void ReadIf(bool wanted, Action read)
    {
        if (wanted)
        {
            read();
        }
        Pass();
    }

    /// <summary>To the end of the element the reader stands on; nothing where it is there already.</summary>
    private void Pass()
    {
        if (xml.NodeType != XmlNodeType.Element || xml.IsEmptyElement)
        {
            return;
        }
        for (var depth = xml.Depth; Next() && xml.Depth > depth; ) { }
    }

    private bool Next()
    {
        var more = xml.Read();
        return xml.Depth <= Deepest ? more : throw new XmlException($"Elements are nested more than {Deepest} levels deep.");
    }
}
