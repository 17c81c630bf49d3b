using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>Picture, name and label on the card: as a poster with the name in the picture, or as a book cover with the picture in a
/// field above the name.</summary>
internal sealed record CardLayout(ConceptCard Card, CardColours Colours, bool Cover, bool Serif)
{
    private double Width => Card.Width;

    private double Height => Card.Height;

    // A 512 px card is the measure.
    private double Unit => Math.Min(Card.Width, Card.Height) / 512.0;

    private double Margin => 30 * Unit;

    public static CardLayout For(ConceptCard card, CardChance chance, CardColours colours) =>
        new(card, colours, Cover: chance.In(0.4), Serif: chance.In(0.5));

    public void Draw(SvgCanvas canvas, Action<(double Width, double Height, double Clear)> picture)
    {
        var name = CardText.Of(Card.Name);
        var about = CardText.Of(Card.Description).Opening();
        var widest = Width - 2 * Margin;
        if (Card.Type == AssetType.Location)
        {
            widest *= 0.8;
        }
        var (lines, size) = name.Fit(widest, 3, 58 * Unit, 50 * Unit, 43 * Unit, 37 * Unit, 32 * Unit, 28 * Unit);
        var aboutSize = 15.5 * Unit;
        var (aboutLines, _) = about.Fit(widest, 2, aboutSize);
        var textHeight = lines.Count * size * 1.1 + (aboutLines.Count > 0 ? aboutLines.Count * aboutSize * 1.35 + 8 * Unit : 0) + 26 * Unit;

        if (Cover)
        {
            canvas.Rect(0, 0, Width, Height, Colours.Paper);
            var field = (Width: Width - 2 * Margin * 0.66, Height: Height - textHeight - Margin * 2);
            using (canvas.Window(Margin * 0.66, Margin * 0.66, field.Width, field.Height))
            {
                picture((field.Width, field.Height, field.Height));
            }
        }
        else
        {
            picture((Width, Height, Height - textHeight - Margin));
            var scrim = Math.Min(Height, textHeight + Margin + 110 * Unit);
            canvas.Rect(
                0,
                Height - scrim,
                Width,
                scrim,
                canvas.Linear(0, 1, (0, Colours.Deep, 0), (0.38, Colours.Deep, 0.62), (1, Colours.Deep.At(0.12), 0.96))
            );
        }

        var ink = Cover ? Colours.Deep : Colours.Paper;
        var y = Height - Margin * 0.9 - textHeight;
        y = Lines(canvas, name, lines, y, size, 1.1, Serif ? "Playfair Display" : "Inter", 700, ink, 1);
        if (!about.IsEmpty)
        {
            Lines(canvas, about, aboutLines, y + 8 * Unit, aboutSize, 1.35, "Inter", 400, ink, 0.8);
        }
        Label(canvas, ink);
    }

    /// <summary>Answers where the next block starts.</summary>
    private double Lines(
        SvgCanvas canvas,
        CardText text,
        IReadOnlyList<string> lines,
        double top,
        double size,
        double leading,
        string family,
        int weight,
        Oklch ink,
        double opacity
    )
    {
        var (x, direction) = text.RightToLeft ? (Width - Margin, "rtl") : (Margin, "ltr");
        foreach (var line in lines)
        {
            canvas.Add(
                $"""<text x="{x}" y="{top + size * 0.86}" direction="{direction}" unicode-bidi="embed" font-family="{text.Families(family)}" font-weight="{weight}" font-size="{size}" fill="{ink}" fill-opacity="{opacity}">{CardText.Escape(line)}</text>"""
            );
            top += size * leading;
        }
        return top;
    }

    private void Label(SvgCanvas canvas, Oklch ink)
    {
        var size = 11.5 * Unit;
        var (style, _) = CardText.Of(Card.StyleName).Fit(Width * 0.45, 1, size * 1.3);
        var y = Height - Margin * 0.82;
        canvas.Rect(Margin, y - 9.5 * Unit, 7 * Unit, 7 * Unit, Colours.Accent);
        var word = Card.Type switch
        {
            AssetType.Character => "CHARACTER",
            AssetType.Location => "LOCATION",
            _ => "PROP",
        };
        var spaced = 2.2 * Unit;
        canvas.Add(
            $"""<text x="{Margin + 15 * Unit}" y="{y - 2 * Unit}" font-family="Inter" font-weight="700" font-size="{size}" letter-spacing="{spaced}" fill="{ink}">CONCEPT CARD</text>"""
        );
        var right = style.Count == 0 || CardText.Of(Card.StyleName).RightToLeft ? word : $"{word} · {style[0]}";
        canvas.Add(
            $"""<text x="{Width - Margin}" y="{y - 2 * Unit}" text-anchor="end" font-family="{CardText.Of(Card.StyleName).Families("Inter")}" font-size="{size}" letter-spacing="{spaced * 0.35}" fill="{ink}" fill-opacity="0.72">{CardText.Escape(right)}</text>"""
        );
    }
}
