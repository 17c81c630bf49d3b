using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Extraction.Model;

public sealed class QuoteSearchTests
{
    private static readonly ScenePiece Piece = ScenePieces
        .Of(
            FountainParser.Parse(
                "INT. LAB - NIGHT\n\nDr. Voss lifts the “blue” *lantern* — slowly.\n\nShe waits.\n\nThe door opens.\n\nShe waits.\n"
            ),
            3000
        )
        .Single();

    [Theory]
    [InlineData(3, "Dr. Voss lifts the “blue” *lantern* — slowly.", 3)]
    [InlineData(3, "the \"blue\" lantern - slowly", 3)]
    [InlineData(9, "dr.  voss   lifts", 3)]
    [InlineData(0, "The door opens.", 7)]
    [InlineData(5, "She waits.", 5)]
    [InlineData(8, "She waits.", 9)]
    [InlineData(7, "door opens. She waits", 7)]
    public void A_quote_is_found_near_its_line_whatever_its_marks(int line, string quote, int found) =>
        Assert.Equal(found, QuoteSearch.Find(Piece, new(line - Piece.FirstLine, quote))?.Number);

    [Theory]
    [InlineData("Dr. Voss lowers the lantern")]
    [InlineData("he waits")]
    [InlineData("")]
    [InlineData(".")]
    public void What_does_not_stand_there_is_not_found(string quote) => Assert.Null(QuoteSearch.Find(Piece, new(0, quote)));

    [Fact]
    public void Words_without_spaces_between_them_are_found_inside()
    {
        var piece = ScenePieces.Of(FountainParser.Parse("INT. 厨房 - 夜\n\n她点亮了灯，望着大海。\n"), 3000).Single();
        Assert.Equal(3, QuoteSearch.Find(piece, new(2, "点亮了灯"))?.Number);
    }

    [Fact]
    public void A_scene_that_moved_keeps_its_hash_and_a_changed_one_does_not()
    {
        static string[] Hashes(string script) => [.. ScenePieces.Of(FountainParser.Parse(script), 3000).Select(p => p.Hash)];
        var before = Hashes("INT. LAB - NIGHT\n\nOne.\n\nINT. ROOF - DAY\n\nTwo.\n");
        var moved = Hashes("INT. ROOF - DAY\n\nTwo.\n\nINT. LAB - NIGHT\n\nOne more.\n");
        Assert.Equal(before[1], moved[0]);
        Assert.NotEqual(before[0], moved[1]);
    }
}
