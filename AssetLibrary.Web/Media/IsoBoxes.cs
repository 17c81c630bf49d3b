using System.Buffers.Binary;

namespace AssetLibrary.Web.Media;

/// <summary>
/// The outermost boxes of an MP4 or QuickTime file (ISO/IEC 14496-12 §4.2), read only to see that none is longer than the file.
/// </summary>
internal static class IsoBoxes
{
    public static bool AreWhole(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[16];
        var (boxes, length) = (0, file.Length);
        for (long at = 0; at < length; boxes++)
        {
            file.Position = at;
            var read = file.ReadAtLeast(head, 16, throwOnEndOfStream: false);
            if (read < 8)
            {
                return false;
            }

            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            size = size switch
            {
                0 => length - at, // to the end of the file
                1 when read == 16 => (long)Math.Min(long.MaxValue, BinaryPrimitives.ReadUInt64BigEndian(head[8..])),
                _ => size,
            };
            if (size < 8 || size > length - at)
            {
                return false;
            }

            at += size;
        }

        return boxes > 1;
    }
}
