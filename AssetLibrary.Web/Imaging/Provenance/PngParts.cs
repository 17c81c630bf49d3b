using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace AssetLibrary.Web.Imaging.Provenance;

/// <summary>The chunks of a PNG (ISO/IEC 15948): length, name, data, CRC.</summary>
internal static class PngParts
{
    private const int Signature = 8,
        Around = 12;

    // Keyword, uncompressed, no language, no translated keyword.
    private static ReadOnlySpan<byte> Xmp => "XML:com.adobe.xmp\0\0\0\0\0"u8;

    public static byte[]? Labelled(ReadOnlySpan<byte> picture, AiStatement statement)
    {
        string? known = null;
        var (place, oldFrom, oldTo) = (-1, -1, -1);
        for (var at = Signature; at + Around <= picture.Length; )
        {
            var end = End(picture, at);
            var name = picture.Slice(at + 4, 4);
            var data = picture[(at + 8)..(end - 4)];
            if (name.SequenceEqual("IHDR"u8))
            {
                place = end;
            }
            else if (name.SequenceEqual("iTXt"u8) && data.StartsWith(Xmp[..18]))
            {
                if (!data.StartsWith(Xmp))
                {
                    return null; // compressed, or in a language: what it says cannot be kept by writing over it
                }

                (known, oldFrom, oldTo) = (Encoding.UTF8.GetString(data[Xmp.Length..]), at, end);
            }

            at = end;
        }

        if (place < 0)
        {
            return null;
        }

        byte[] chunk = [.. "iTXt"u8, .. Xmp, .. Encoding.UTF8.GetBytes(statement.Packet(known))];
        var file = new MemoryStream(picture.Length + chunk.Length + Around);
        PictureLabel.Append(file, picture[..(oldFrom < 0 ? place : oldFrom)]);
        PictureLabel.AppendBig(file, (uint)chunk.Length - 4);
        PictureLabel.Append(file, chunk);
        PictureLabel.AppendBig(file, Crc32.HashToUInt32(chunk));
        PictureLabel.Append(file, picture[(oldFrom < 0 ? place : oldTo)..]);
        return file.ToArray();
    }

    public static bool Has(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> chunk)
    {
        for (var at = Signature; at + Around <= picture.Length; at = End(picture, at))
        {
            if (picture.Slice(at + 4, 4).SequenceEqual(chunk))
            {
                return true;
            }
        }

        return false;
    }

    private static int End(ReadOnlySpan<byte> picture, int at)
    {
        var end = at + Around + BinaryPrimitives.ReadUInt32BigEndian(picture[at..]);
        return end <= picture.Length ? (int)end : throw new InvalidDataException("A chunk is longer than the file.");
    }
}
