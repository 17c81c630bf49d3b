using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Generation.Prompts;

/// <summary>What is sent for a wish, and the name of all of it.</summary>
internal static class Composition
{
    /// <summary>The same wish in the words and sizes of this model.</summary>
    public static (RequestSnapshot What, string Hash) Of(
        RequestSnapshot wished,
        ProviderInfo provider,
        ModelInfo model,
        string key,
        Guid? projectId
    )
    {
        var parts = wished.Parts ?? [new(PartKind.Typed, wished.Prompt)];
        var words = parts
            .Where(p => p.Kind != PartKind.Negative || model.Negative == NegativePrompts.InPrompt)
            .Select(p => p.Kind == PartKind.Negative ? $"Avoid: {p.Text}" : p.Text);
        var seconds = model.Clip?.Nearest(wished.Seconds);
        if (model.Clip is { SecondsInPrompt: true })
        {
            words = words.Append($"The clip is {seconds} seconds long.");
        }

        var asked = model.Sizes.Nearest(wished.Width, wished.Height);
        var sent = wished with
        {
            Prompt = SearchText.Clean(string.Join("\n", words)),
            Provider = provider.Name,
            Model = model.Id,
            Asked = asked.ToString() == $"{wished.Width}x{wished.Height}" ? null : asked.ToString(),
            Parts = null,
            Copies = null,
            Seconds = seconds,
        };
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        sent,
                        AssetKey = key,
                        ProjectId = projectId,
                    },
                    JsonSerializerOptions.Web
                )
            )
        );
        return (sent with { Parts = parts }, hash);
    }

    /// <summary>From the inputs and the take, so that the same take asks for the same picture.</summary>
    public static long Seed(string hash, int take)
    {
        Span<byte> seed = stackalloc byte[32];
        SHA256.HashData(Encoding.ASCII.GetBytes($"{hash}/{take}"), seed);
        return BinaryPrimitives.ReadInt64LittleEndian(seed) & int.MaxValue;
    }
}
