using System.Text;
using AssetLibrary.Web.LanguageModels.Repair;

namespace AssetLibrary.Web.Commands;

/// <summary>repair-json [--lines]: the JSON in a language model's answer; with --lines one answer per line.</summary>
internal static class RepairJsonCommand
{
    private const string Nothing = "This answer has no usable JSON.";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static int Run(bool lines, Stream input, Stream output, TextWriter error)
    {
        using var writer = new StreamWriter(output, Utf8, leaveOpen: true) { NewLine = "\n", AutoFlush = true };
        if (lines)
        {
            using var reader = new StreamReader(input, Utf8, leaveOpen: true);
            while (reader.ReadLine() is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    writer.WriteLine(Answer(line));
                }
            }

            return 0;
        }

        using var all = new MemoryStream();
        input.CopyTo(all);
        if (JsonRepair.Read(all.GetBuffer().AsSpan(0, (int)all.Length)) is not { } repaired)
        {
            error.WriteLine(Nothing);
            return 1;
        }

        writer.WriteLine(repaired.Json);
        error.WriteLine(Name(repaired.Tier));
        return 0;
    }

    private static string Answer(string line)
    {
        // Not the framework's reader: it refuses half a surrogate pair, which a model may well have written.
        if (StrictReader.Read(line) is not Fields asked)
        {
            return Refusal(Literal.Null, "This line isn’t a JSON object.");
        }

        var id = asked["id"] ?? Literal.Null;
        RepairedJson? repaired;
        if (asked["input"] is Quoted input)
        {
            repaired = JsonRepair.Read(input.Text);
        }
        else if (asked["input_b64"] is Quoted base64)
        {
            var bytes = new byte[base64.Text.Length];
            if (!Convert.TryFromBase64String(base64.Text, bytes, out var length))
            {
                return Refusal(id, "This line’s input_b64 isn’t base64.");
            }

            repaired = JsonRepair.Read(bytes.AsSpan(0, length));
        }
        else
        {
            return Refusal(id, "This line needs input or input_b64 as a string.");
        }

        return repaired is null
            ? Refusal(id, Nothing)
            : $$"""{"id":{{PieceWriter.Write(id)}},"ok":true,"tier":"{{Name(repaired.Tier)}}","value":{{repaired.Json}}}""";
    }

    private static string Refusal(Piece id, string sentence) => $$"""{"id":{{PieceWriter.Write(id)}},"ok":false,"error":"{{sentence}}"}""";

    private static string Name(RepairTier tier) =>
        tier switch
        {
            RepairTier.AsIs => "asIs",
            RepairTier.Fixed => "fixed",
            RepairTier.Closed => "closed",
            _ => "pulled",
        };
}
