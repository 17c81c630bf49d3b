using System.Buffers.Text;
using System.Text;

namespace AssetLibrary.Web.Shared;

/// <summary>Where a list goes on: after the row with this key and id. Opaque to anyone who carries it.</summary>
public readonly record struct Cursor(string Key, Guid Id)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Id:N}{Key}"));

    /// <summary>Null for none; refused with "bad-cursor" when it is not one of ours.</summary>
    public static Cursor? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (
            Base64Url.IsValid(text)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) is { Length: >= 32 } plain
            && !plain.Any(char.IsControl)
            && Guid.TryParseExact(plain[..32], "N", out var id)
        )
        {
            return new(plain[32..], id);
        }

        throw new RefusedException(
            StatusCodes.Status422UnprocessableEntity,
            "bad-cursor",
            "This cursor isn’t valid. Start the list again."
        );
    }

    /// <summary>How many rows of a list an API caller asked for.</summary>
    public static int Limit(int? asked) =>
        asked is null ? 50
        : asked is >= 1 and <= 200 ? asked.Value
        : throw RefusedException.Invalid("limit must be from 1 to 200.");
}
