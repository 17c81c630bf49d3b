using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using AssetLibrary.Web.Shared.Texts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AssetLibrary.Web.Shared.Input;

/// <summary>The texts of a JSON body, cleaned as those of a form are.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Of(ref reader) : throw new JsonException();

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Of(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    /// <summary>A converter hides from the document of the API that a text is one.</summary>
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        if (context.JsonTypeInfo.Type == typeof(string) && schema.Type is null)
        {
            schema.Type =
                context.JsonPropertyInfo?.IsGetNullable == false ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }

    /// <exception cref="RefusedException">422: half of a character, or bytes that are no UTF-8.</exception>
    public static string Of(ref Utf8JsonReader reader)
    {
        try
        {
            return CleanText.Of(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            throw RefusedException.Invalid("The JSON has text that isn’t valid Unicode.");
        }
    }
}

/// <summary>A part of a body that is read as it comes (patches, metadata): its texts and names are cleaned, too.</summary>
internal sealed class ElementConverter : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var copy = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(copy))
        {
            var depth = reader.CurrentDepth;
            Copy(ref reader, writer);
            while (!IsValue(reader.TokenType) || reader.CurrentDepth > depth)
            {
                reader.Read();
                Copy(ref reader, writer);
            }
        }

        return JsonElement.Parse(copy.WrittenSpan);
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    // The last token of a value.
    private static bool IsValue(JsonTokenType token) =>
        token is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(TextConverter.Of(ref reader));
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(TextConverter.Of(ref reader));
                break;
            default:
                writer.WriteRawValue(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
                break;
        }
    }
}
