using System.Text;
using System.Text.Json;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>The way to a value of an answer, as a person reads it: <c>data[0].url</c>, or <c>resultJson: images[0]</c> in a text.</summary>
internal sealed class AnswerPath
{
    private const int LongestName = 80;

    private const string Inside = ": ";

    private readonly AnswerPath? above;
    private readonly string? name;
    private readonly int index;

    private AnswerPath(AnswerPath? above, string? name, int index) => (this.above, this.name, this.index) = (above, name, index);

    /// <summary>The answer as a whole.</summary>
    public static AnswerPath Whole { get; } = new(null, "", 0);

    /// <summary>Of an answer that is no JSON.</summary>
    public static AnswerPath Text { get; } = new(Whole, "text", 0);

    public AnswerPath Field(string field) => new(this, field, 0);

    public AnswerPath Item(int number) => new(this, null, number);

    /// <summary>In a text that is JSON itself.</summary>
    public AnswerPath Within() => new(this, Inside, 0);

    /// <summary>In one of several documents, of a stream for example; from 1.</summary>
    public static AnswerPath Part(int number) => new(new(Whole, $"part {number}", 0), Inside, 0);

    public override string ToString()
    {
        var steps = new Stack<AnswerPath>();
        for (var step = this; step.above is not null; step = step.above)
        {
            steps.Push(step);
        }

        var path = new StringBuilder();
        foreach (var step in steps)
        {
            path.Append(
                step.name switch
                {
                    null => $"[{step.index}]",
                    Inside => Inside,
                    var field when path.Length == 0 || path[^1] == ' ' => Shown(field),
                    var field => $".{Shown(field)}",
                }
            );
        }

        return path.ToString();
    }

    private static string Shown(string field) =>
        field.Length is > 0 and <= LongestName && field.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ' ')
            ? field
            : JsonSerializer.Serialize(field.Length > LongestName ? field[..LongestName] : field);
}
