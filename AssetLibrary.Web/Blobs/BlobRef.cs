using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Blobs;

/// <summary>The address of bytes: their SHA-256 as 64 lower-case hexadecimal digits, and nothing else.</summary>
[JsonConverter(typeof(AsHex))]
public readonly record struct BlobRef
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string? hex;

    private BlobRef(string hex) => this.hex = hex;

    public static BlobRef Of(ReadOnlySpan<byte> sha256) => new(Convert.ToHexStringLower(sha256));

    public static BlobRef Parse(string text) =>
        TryParse(text, out var blob) ? blob : throw new FormatException("A blob name is 64 lowercase hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? text, out BlobRef blob)
    {
        var valid = text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept(Digits);
        blob = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => hex ?? throw new InvalidOperationException("This blob reference is empty.");

    private sealed class AsHex : JsonConverter<BlobRef>
    {
        public override BlobRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var blob) ? blob : throw new JsonException("A blob name is 64 lowercase hexadecimal digits.");

        public override void Write(Utf8JsonWriter writer, BlobRef value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Columns that name blobs.</summary>
public static class BlobColumns
{
    public static PropertyBuilder<BlobRef> NamesBlob(this PropertyBuilder<BlobRef> property) =>
        property.HasConversion(b => b.ToString(), s => BlobRef.Parse(s)).HasMaxLength(64);

    public static PropertyBuilder<BlobRef?> NamesBlob(this PropertyBuilder<BlobRef?> property) =>
        property.HasConversion(b => b.ToString(), s => BlobRef.Parse(s!)).HasMaxLength(64);

    public static ComplexTypePropertyBuilder<BlobRef> NamesBlob(this ComplexTypePropertyBuilder<BlobRef> property) =>
        property.HasConversion(b => b.ToString(), s => BlobRef.Parse(s)).HasMaxLength(64);
}
