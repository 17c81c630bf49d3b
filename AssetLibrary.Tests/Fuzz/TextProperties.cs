using System.Globalization;
using System.Text;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Texts;
using FsCheck;
using FsCheck.Fluent;

namespace AssetLibrary.Tests.Fuzz;

/// <summary>Whatever a text is made of, nothing that handles text throws or leaves half a character.</summary>
public sealed class TextProperties
{
    // The same texts every time; every request of the fuzzer brings others.
    private static readonly Replay Texts = new(new Rnd(2026, 11), null);

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements(NaughtyText.All.AsEnumerable()),
        Gen.Choose(0, 40).SelectMany(n => Gen.ArrayOf(Gen.Choose(0, 0xFFFF).Select(c => (char)c), n)).Select(c => new string(c)),
        Gen.Choose(0, 20)
            .SelectMany(n => Gen.ArrayOf(Gen.Choose(0, 0x10FFFF).Where(Rune.IsValid).Select(char.ConvertFromUtf32), n))
            .Select(string.Concat),
        Gen.Elements(NaughtyText.All.AsEnumerable()).Two().Select(t => t.Item1 + t.Item2)
    );

    public static TheoryData<int> Huge => [.. Enumerable.Range(0, NaughtyText.Huge.Count)];

    [Fact]
    public void Clean_text_is_whole_composed_and_stays_as_it_is() =>
        Holds(t =>
        {
            var clean = CleanText.Of(t);
            return IsWhole(clean)
                && clean.IsNormalized()
                && CleanText.Of(clean) == clean
                && !clean.Contains('\0')
                && !clean.Contains('\u202E');
        });

    [Fact]
    public void What_is_compared_and_searched_is_whole() =>
        Holds(t =>
            IsWhole(SearchText.Clean(t))
            && IsWhole(SearchText.Normalize(t))
            && IsWhole(SearchText.Index(t))
            && IsWhole(SearchText.Anywhere(t))
            && SearchText.Pieces(t).All(IsWhole)
            && IsWhole(PlainText.Composed(t))
        );

    [Fact]
    public void A_cut_text_is_a_beginning_of_whole_characters() =>
        Holds(t =>
            new[] { 1, 2, 3, 5, 10, 39 }.All(n =>
            {
                var (text, starts) = (CleanText.Of(t), new HashSet<int>());
                var cut = SearchText.Cut(text, n);
                starts.UnionWith(StringInfo.ParseCombiningCharacters(text));
                return cut.Length <= n
                    && text.StartsWith(cut, StringComparison.Ordinal)
                    && IsWhole(cut)
                    && (cut.Length == text.Length || starts.Contains(cut.Length) || IsEndless(text));
            })
        );

    [Fact]
    public void Names_are_compared_whatever_they_are_made_of() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true).WithReplay(Texts),
            Prop.ForAll(Arb.From(Text.Two()), pair => Enum.GetValues<AssetType>()
                    .All(type =>
                    {
                        var (one, other) = (NameForms.Of(type, pair.Item1), NameForms.Of(type, pair.Item2));
                        return NameSimilarity.Compare(one, other, NameContext.OnlyTwo).Score is >= 0 and <= 1;
                    }))
        );

    [Fact]
    public void A_typed_name_is_kept_whole_or_refused() =>
        Holds(t => KeptOf(() => TypedText.Name(t)) is not { } name || (IsWhole(name) && name.Length <= TypedText.MaxName));

    [Fact]
    public void A_file_name_is_one_line_and_no_path() =>
        Holds(t => CleanText.FileName(t) is var name && IsWhole(name) && !name.Any(c => c is '/' or '\\' or '\n' or '\r' or '\t' or '\0'));

    [Theory, MemberData(nameof(Huge))]
    public void Texts_of_two_hundred_thousand_characters_are_handled_too(int which)
    {
        var text = NaughtyText.Huge[which];
        Assert.True(IsWhole(SearchText.Cut(text, 200)));
        Assert.InRange(SearchText.Cut(text, 200).Length, 1, 200);
        Assert.InRange(SearchText.Anywhere(text).Length, 2, 402);
        Assert.True(IsWhole(CleanText.Of(text)) && IsWhole(SearchText.Normalize(text)));
        Assert.Null(KeptOf(() => TypedText.Name(text)));
    }

    [Theory]
    [InlineData("e\u0301\u0301x", 2, "")]
    [InlineData("ae\u0301x", 2, "a")]
    [InlineData("a😀", 2, "a")]
    [InlineData("a👨‍👩‍👧‍👦b", 8, "a")]
    [InlineData("a👨‍👩‍👧‍👦b", 12, "a👨‍👩‍👧‍👦")]
    public void A_text_is_cut_between_what_people_read_as_characters(string text, int length, string cut) =>
        Assert.Equal(cut, SearchText.Cut(text, length));

    [Theory]
    [InlineData("a\uFFFEb\uFFFFc\uFDD0", "abc")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u001B[31mred\u001B[0m", "red")]
    [InlineData("photo\u202Egnp.exe", "photognp.exe")]
    [InlineData("one\r\n\ttwo\f", "one\r\n\ttwo\f")]
    [InlineData("👨‍👩‍👧 שלום 𠮷", "👨‍👩‍👧 שלום 𠮷")]
    public void What_no_reader_needs_is_left_out(string text, string clean) => Assert.Equal(clean, CleanText.Of(text));

    // An attribute could not carry them.
    [Fact]
    public void Halves_of_characters_are_left_out()
    {
        Assert.Equal("xy", CleanText.Of("x\uD800y\uDC00"));
        Assert.Equal("x\U00010000", CleanText.Of("x\uD800\uD800\uDC00"));
    }

    /// <summary>Its first character alone is longer than any in use: accents without end.</summary>
    private static bool IsEndless(string text) => StringInfo.GetNextTextElementLength(text) >= 64;

    private static string? KeptOf(Func<string> verb)
    {
        try
        {
            return verb();
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static void Holds(Func<string, bool> rule) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1500).WithQuietOnSuccess(true).WithReplay(Texts),
            Prop.ForAll(Arb.From(Text), rule)
        );
}
