using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>SVG markup in the making. Numbers are rounded to a tenth of a pixel and written the same everywhere.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _shapes = new();
    private readonly StringBuilder _definitions = new();
    private int _names;

    public void Add(FormattableString markup) => Write(_shapes, markup);

    public void Rect(double x, double y, double width, double height, object fill, double opacity = 1, double radius = 0)
    {
        Add($"""<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" """);
        Opacity(opacity);
        if (radius > 0)
        {
            Add($"rx=\"{radius}\"");
        }
        Add($"/>");
    }

    public void Circle(double x, double y, double radius, object fill, double opacity = 1) => Ellipse(x, y, radius, radius, fill, opacity);

    public void Ellipse(double x, double y, double radiusX, double radiusY, object fill, double opacity = 1)
    {
        Add($"""<ellipse cx="{x}" cy="{y}" rx="{radiusX}" ry="{radiusY}" fill="{fill}" """);
        Opacity(opacity);
        Add($"/>");
    }

    public void Path(FormattableString data, object fill, double opacity = 1)
    {
        _shapes.Append("<path d=\"");
        Add(data);
        Add($"\" fill=\"{fill}\" ");
        Opacity(opacity);
        Add($"/>");
    }

    public void Line(FormattableString data, object stroke, double width, double opacity = 1)
    {
        _shapes.Append("<path fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"");
        Add(data);
        Add($"\" stroke=\"{stroke}\" stroke-width=\"{width}\" ");
        Opacity(opacity);
        Add($"/>");
    }

    /// <summary>A group with a transform of SVG's own; dispose to close it.</summary>
    public Group Moved(FormattableString transform)
    {
        _shapes.Append("<g transform=\"");
        Add(transform);
        _shapes.Append("\">");
        return new Group(this, "</g>");
    }

    /// <summary>A group of which only what lies in the path is seen.</summary>
    public Group Clipped(FormattableString data)
    {
        var name = Name();
        _definitions.Append(CultureInfo.InvariantCulture, $"<clipPath id=\"{name}\"><path d=\"");
        Write(_definitions, data);
        _definitions.Append("\"/></clipPath>");
        Add($"<g clip-path=\"url(#{name})\">");
        return new Group(this, "</g>");
    }

    /// <summary>A window of its own coordinates: nothing shows outside it.</summary>
    public Group Window(double x, double y, double width, double height)
    {
        Add($"""<svg x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">""");
        return new Group(this, "</svg>");
    }

    /// <summary>Top to bottom (or along the given direction, in parts of the shape); the answer is a fill.</summary>
    public string Fade(Oklch from, Oklch to, double fromOpacity = 1, double toOpacity = 1, double dx = 0, double dy = 1) =>
        Linear(dx, dy, (0, from, fromOpacity), (1, to, toOpacity));

    public string Linear(double dx, double dy, params ReadOnlySpan<(double At, Oklch Colour, double Opacity)> stops)
    {
        var name = Name();
        Write(
            _definitions,
            $"""<linearGradient id="{name}" x1="{Math.Max(0, -dx)}" y1="{Math.Max(0, -dy)}" x2="{Math.Max(0, dx)}" y2="{Math.Max(0, dy)}">"""
        );
        Stops(stops);
        _definitions.Append("</linearGradient>");
        return $"url(#{name})";
    }

    /// <summary>From the middle of the shape to its edge.</summary>
    public string Radial(params ReadOnlySpan<(double At, Oklch Colour, double Opacity)> stops)
    {
        var name = Name();
        Write(_definitions, $"<radialGradient id=\"{name}\">");
        Stops(stops);
        _definitions.Append("</radialGradient>");
        return $"url(#{name})";
    }

    public string ToSvg(int width, int height) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><defs>{_definitions}</defs>{_shapes}</svg>"""
        );

    private void Stops(ReadOnlySpan<(double At, Oklch Colour, double Opacity)> stops)
    {
        foreach (var (at, colour, opacity) in stops)
        {
            _definitions.Append(CultureInfo.InvariantCulture, $"<stop offset=\"{Math.Round(at, 3)}\" stop-color=\"{colour}\"");
            if (opacity < 1)
            {
                _definitions.Append(CultureInfo.InvariantCulture, $" stop-opacity=\"{Math.Round(opacity, 3)}\"");
            }
            _definitions.Append("/>");
        }
    }

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"d{_names++}");

    private void Opacity(double opacity)
    {
        if (opacity < 1)
        {
            _shapes.Append(CultureInfo.InvariantCulture, $"opacity=\"{Math.Round(opacity, 3)}\" ");
        }
    }

    private static void Write(StringBuilder to, FormattableString markup)
    {
        var values = markup.GetArguments();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is double number)
            {
                values[i] = Math.Round(number, 1);
            }
        }
        to.AppendFormat(CultureInfo.InvariantCulture, markup.Format, values);
    }

    internal readonly struct Group(SvgCanvas canvas, string end) : IDisposable
    {
        public void Dispose() => canvas._shapes.Append(end);
    }
}
