using System.Buffers;
using System.Text;

namespace AssetLibrary.Web.Screenplays;

/// <summary>
/// The decoded text of a script file: line ends are \n, no byte order mark, no bidirectional overrides and
/// no invisible characters (they make one name look like another).
/// </summary>
public sealed record ScriptText(string Text, string Encoding)
{
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>One stray control character in this many is dropped; more of them are a file of another kind.</summary>
    private const int CharactersPerControl = 200;

    private const int FewEnough = 3;

    /// <summary>What is looked at one by one; all between is copied. Most scripts have none of it, and are not copied at all.</summary>
    private static readonly SearchValues<char> Unclean = SearchValues.Create([
        .. Enumerable
            .Range(0, char.MaxValue + 1)
            .Select(c => (char)c)
            .Where(c =>
                (c < ' ' && c is not ('\n' or '\t')) || c is >= '\u007F' and < '\u00A0' or '\u2028' or '\u2029' || MayBeInvisible(c)
            ),
    ]);

    /// <summary>UTF-8 or UTF-16, with or without a mark, else what the letters tell, else Windows-1252. Never throws.</summary>
    public static ScriptDecoding Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return new ScriptDecoding.Unreadable($"This file is over the {MaxBytes / 1024 / 1024} MB limit.", null);
        }
        if (OtherKind(bytes) is { } kind)
        {
            return new ScriptDecoding.Unreadable($"This is {kind}, not a text file.", null);
        }
        var (text, encoding) = ScriptEncoding.Read(bytes);
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            return new ScriptDecoding.Unreadable("This is not a text file: it contains NUL characters.", LineAt(text, nul));
        }
        var notices = new List<ParseNotice>();
        if (LegacyEncoding.NameOf(encoding) is { } name)
        {
            notices.Add(
                new ParseNotice(
                    1,
                    $"The file is not UTF-8, so it was read as {name}. If letters look wrong, save it as UTF-8 and import it again."
                )
            );
        }
        var clean = Clean(text, out var controls, out var firstControl);
        if (controls > FewEnough && controls > text.Length / CharactersPerControl)
        {
            return new ScriptDecoding.Unreadable("This is not a text file: it is full of control characters.", LineAt(text, firstControl));
        }
        if (controls > 0)
        {
            notices.Add(new ParseNotice(LineAt(text, firstControl), "Control characters were removed."));
        }
        var unknown = clean.IndexOf('\uFFFD', StringComparison.Ordinal);
        if (unknown >= 0)
        {
            notices.Add(new ParseNotice(LineAt(clean, unknown), "Some characters couldn’t be read and appear as \uFFFD."));
        }
        return string.IsNullOrWhiteSpace(clean)
            ? new ScriptDecoding.Unreadable("This script is empty.", null)
            : new ScriptDecoding.Read(new ScriptText(clean, encoding), notices);
    }

    /// <summary>Text from elsewhere made into lines as a decoded file has them.</summary>
    public static string Clean(string text) => Clean(text, out _, out _);

    private static string? OtherKind(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF",
            [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive or an office document",
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] =>
                "a picture",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "a picture or sound file",
            [0x1F, 0x8B, ..] => "a compressed file",
            [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old office document",
            [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => "a rich text (RTF) document",
            _ => null,
        };

    private static string Clean(string text, out int controls, out int firstControl)
    {
        controls = 0;
        firstControl = -1;
        if (text.AsSpan().IndexOfAny(Unclean) < 0)
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var plain = text.AsSpan(i).IndexOfAny(Unclean);
            plain = plain < 0 ? text.Length - i : plain;
            clean.Append(text, i, plain);
            i += plain;
            if (i == text.Length)
            {
                break;
            }
            var c = text[i];
            if (c is '\r')
            {
                clean.Append('\n');
                i += i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else if (c is '\f' or '\v' or '\u0085' or '\u2028' or '\u2029')
            {
                clean.Append('\n');
            }
            else if (c < ' ' && c is not ('\n' or '\t') || c is >= '\u007F' and < '\u00A0')
            {
                firstControl = controls++ == 0 ? i : firstControl;
            }
            else if (!IsInvisible(text, i))
            {
                clean.Append(c);
            }
        }
        return clean.ToString();
    }

    /// <summary>The two joiners stay between letters beyond Latin: Persian and Hindi spell with them.</summary>
    private static bool IsInvisible(string text, int at) =>
        text[at] switch
        {
            '\u200C' or '\u200D' => at == 0 || at == text.Length - 1 || text[at - 1] < '\u0590' || text[at + 1] < '\u0590',
            _ => MayBeInvisible(text[at]),
        };

    private static bool MayBeInvisible(char c) =>
        c switch
        {
            '\u200C' or '\u200D' or '\u200B' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF' or '\u00AD' or '\u061C' => true,
            >= '\u202A' and <= '\u202E' => true,
            >= '\u2066' and <= '\u2069' => true,
            _ => false,
        };

    private static int LineAt(string text, int at)
    {
        var before = text.AsSpan(0, at);
        return 1 + Math.Max(before.Count('\n'), before.Count('\r'));
    }
}
