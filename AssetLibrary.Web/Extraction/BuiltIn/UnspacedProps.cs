namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Things in Chinese and Japanese lines: the longest word of the list that stands there.</summary>
internal sealed class UnspacedProps
{
    private const int NearHand = 6;

    private readonly Vocabulary vocabulary;
    private readonly PropShelf shelf;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words;
    private readonly int longest;

    public UnspacedProps(Vocabulary vocabulary, PropShelf shelf)
    {
        (this.vocabulary, this.shelf) = (vocabulary, shelf);
        // Words that are no things stand between them, so that 車 is not found in 電車 nor 花 in 花园.
        var all = new HashSet<string>([.. vocabulary.Things.All, .. vocabulary.NoThings.All, .. vocabulary.People.All], StringComparer.OrdinalIgnoreCase);
        words = all.GetAlternateLookup<ReadOnlySpan<char>>();
        longest = vocabulary.IsUnspaced ? all.Max(w => w.Length) : 0;
    }

    public void Read(ScriptLine line)
    {
        for (var at = 0; at < line.Text.Length;)
        {
            var length = LengthAt(line.Text, at);
            if (length == 0)
            {
                at++;
                continue;
            }
            var word = line.Text.Substring(at, length);
            if (vocabulary.Things.Get(word) is { } thing && (!vocabulary.Furniture.Has(word) || IsAlone(line.Text, at, length)))
            {
                shelf.Sight(line, at, thing, IsHandled(line.Text, at));
            }
            at += length;
        }
    }

    private int LengthAt(string text, int at)
    {
        for (var length = Math.Min(longest, text.Length - at); length > 0; length--)
        {
            if (words.Contains(text.AsSpan(at, length)))
            {
                return length;
            }
        }
        return 0;
    }

    /// <summary>A word of one sign is a part of another word more often than not: it must be counted, taken, or stand between small words.</summary>
    private bool IsAlone(string text, int at, int length)
    {
        if (length > 1)
        {
            return IsHandled(text, at);     // furniture
        }
        var before = at == 0 ? '、' : text[at - 1];
        var after = at + length >= text.Length ? '。' : text[at + length];
        return vocabulary.Language == ScriptLanguage.Japanese
            ? !IsHan(before) && !IsKatakana(before) && after is 'を' or 'が' or 'の' or 'は' or 'に' or 'と' or '、' or '。' or 'も' && (after != '。' || !IsHan(before))
            : before is '把' or '张' or '本' or '支' or '条' or '只' or '瓶' or '杯' or '碗' or '块' or '盏' or '根' or '串' or '双' or '封' or '包' or '枝' or '朵' or '口' or '的' or '着' or '、' or '黑' or '白' or '红' or '旧' or '破' or '老' or '长' or '短' or '大' or '小' or '新' or '木' or '铁' or '铜' or '金' or '银' or '竹' or '布' or '件' or '顶' or '台' or '部'
                && !IsHan(after);
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or '々';

    private static bool IsKatakana(char c) => c is >= '\u30a1' and <= '\u30fa' or 'ー';

    private bool IsHandled(string text, int at)
    {
        var near = text.AsSpan(Math.Max(0, at - NearHand), Math.Min(at, NearHand) + Math.Min(NearHand, text.Length - at));
        foreach (var hand in vocabulary.Hands.All)
        {
            if (near.Contains(hand, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }
}
