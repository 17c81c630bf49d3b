using System.Buffers.Binary;

namespace AssetLibrary.Web.Imaging.Provenance;

/// <summary>
/// Writes a statement into a picture file beside its pixels, which stay as they are byte for byte. JPEG: an APP1 segment behind what
/// JFIF and EXIF have at the start (XMP specification, part 3). PNG: an iTXt chunk before the pixels. WebP: an XMP chunk at the end,
/// and the extended header it needs.
/// </summary>
public static class PictureLabel
{
    /// <summary>Null where the format has no place for it that is known here, or the file is not built as it says.</summary>
    public static byte[]? Write(ReadOnlySpan<byte> picture, AiStatement statement)
    {
        try
        {
            return picture switch
            {
                [0xFF, 0xD8, 0xFF, ..] => JpegParts.Labelled(picture, statement),
                [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngParts.Labelled(picture, statement),
                _ when picture.Length > 20 && picture[..4].SequenceEqual("RIFF"u8) && picture[8..12].SequenceEqual("WEBP"u8) =>
                    WebpParts.Labelled(picture, statement),
                _ => null,
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException or InvalidDataException)
        {
            return null; // cut off in the middle of a part
        }
    }

    /// <summary>
    /// Content Credentials (C2PA) are in the file: a JUMBF box in JPEG's APP11, PNG's caBX, WebP's C2PA. Nothing is verified.
    /// </summary>
    public static bool HasCredentials(ReadOnlySpan<byte> picture)
    {
        try
        {
            return picture switch
            {
                [0xFF, 0xD8, 0xFF, ..] => JpegParts.HasCredentials(picture),
                [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngParts.Has(picture, "caBX"u8),
                _ when picture.Length > 20 && picture[..4].SequenceEqual("RIFF"u8) && picture[8..12].SequenceEqual("WEBP"u8) =>
                    WebpParts.Has(picture, "C2PA"u8),
                _ => false,
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException or InvalidDataException)
        {
            return false;
        }
    }

    internal static void Append(MemoryStream file, ReadOnlySpan<byte> bytes) => file.Write(bytes);

    internal static void AppendBig(MemoryStream file, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        file.Write(bytes);
    }

    internal static void AppendLittle(MemoryStream file, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        file.Write(bytes);
    }
}
